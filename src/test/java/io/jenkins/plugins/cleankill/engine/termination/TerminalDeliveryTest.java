package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What owns a terminal outlives its users; an interactive shell is hung up. */
class TerminalDeliveryTest extends FakeMachineTestBase {

    @Test
    void theOwnerOfATerminalOutlivesItsUsers() throws IOException {
        FakeProcess expect =
                main("expect").catches(Signal.TERM, FakeProcess::end).providesTerminal(5, FakeProcess::end);
        FakeProcess tool = tool(expect).leadsSession().terminal(5);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to expect");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(TOOL_NEEDS.plusMillis(150));
        assertThat(outcome.remarks())
                .containsExactly("expect (" + expect.identity().pid() + ") owns a terminal that tool ("
                        + tool.identity().pid() + ") uses: SIGTERM after it");
    }

    /** pty.spawn, which would return to the script and run what comes next. */
    @Test
    void aParentThatCopiesATerminalAndWaitsForItsChildIsFrozen() throws IOException {
        FakeProcess python = main("python").waitsIn("do_wait").providesTerminal(5, p -> {});
        tool(python).leadsSession().terminal(5);
        python.whenChildEnds(ended -> next(python));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to python");
    }

    @Test
    void anInteractiveShellIsHungUpWhenItsCommandHasEnded() throws IOException {
        FakeProcess bash = main("script").executable("/usr/bin/bash").ignores(Signal.TERM);
        child(bash, "sleep");
        bash.whenChildEnds(ended -> next(bash));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to sleep", "HUP to script");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
    }
}
