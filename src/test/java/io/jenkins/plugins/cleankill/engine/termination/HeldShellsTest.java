package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the system does not tell what a process does with a signal. */
class HeldShellsTest extends FakeMachineTestBase {

    @BeforeEach
    void hideDispositions() {
        machine.hideDispositions();
    }

    @Test
    void aShellIsHeldUntilItsCommandHasEnded() throws IOException {
        FakeProcess shell = main("sh").executable("/usr/bin/dash");
        tool(shell);
        shell.whenChildEnds(ended -> next(shell));

        terminate();

        assertThat(machine.received()).containsExactly("TERM to tool by us", "TERM to sh by us");
    }

    /** SIGSTOP is on its way when the signal is sent: neither is taken until SIGCONT comes. */
    @Test
    void aProcessThatIsSeenStoppedAfterItsSignalGoesOn() throws IOException {
        FakeProcess shell = main("sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell).waitsForTheProcessor(Duration.ofMillis(5), Duration.ZERO);
        shell.signals(tool, Signal.STOP);

        Outcome outcome = terminate();

        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
        assertThat(sentAt("tool", Signal.CONT)).isLessThan(Duration.ofMillis(100));
    }
}
