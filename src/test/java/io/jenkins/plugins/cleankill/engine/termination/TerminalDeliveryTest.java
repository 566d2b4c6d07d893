package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** script(1) stops itself when it sees its child stop. Kernels differ in what they tell of the stuck user. */
    @ParameterizedTest
    @ValueSource(strings = {"n_tty_write", "wait_woken"})
    void anOwnerThatStopsItselfRunsInTurnsWhileItsUserIsStuck(String kernelWait) throws IOException {
        FakeProcess script = main("recorder").providesTerminal(5, FakeProcess::end);
        FakeProcess shell =
                child(script, "sh").executable("/usr/bin/dash").leadsSession().terminal(5);
        FakeProcess tool = child(shell, "tool").terminal(5).waitsIn(kernelWait);
        tool.catches(Signal.TERM, p -> script.whenContinued(copier -> p.endAfter(Duration.ofMillis(5))));
        script.whenChildStops(child -> script.signals(script, Signal.STOP));

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(3));
        assertThat(outcome.count(Outcome.Ending.KILLED)).isZero();
    }

    /** tmux continues what we freeze. */
    @Test
    void anOwnerThatContinuesWhatIsHeldIsFrozen() throws IOException {
        FakeProcess tmux = main("tmux").catches(Signal.TERM, FakeProcess::end).providesTerminal(5, FakeProcess::end);
        FakeProcess shell =
                child(tmux, "sh").executable("/usr/bin/dash").leadsSession().terminal(5);
        tool(shell).terminal(5);
        tmux.whenChildStops(child -> tmux.signals(child, Signal.CONT));

        terminate();

        assertThat(sentAt("tmux", Signal.STOP)).isLessThan(TOOL_NEEDS);
    }

    @Test
    void aFrozenCopierRunsInTurns() throws IOException {
        FakeProcess python = main("python").waitsIn("do_wait").providesTerminal(5, p -> {});
        FakeProcess tool = child(python, "tool").leadsSession().terminal(5);
        tool.catches(Signal.TERM, p -> python.whenContinued(copier -> p.endAfter(Duration.ofMillis(5))));

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(3));
    }
}
