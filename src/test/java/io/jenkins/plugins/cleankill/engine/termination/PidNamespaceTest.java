package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.fake.FakeShell;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code unshare --fork --pid sh -c '...'}: no signal but SIGKILL ends a shell that is the first process of its namespace. */
class PidNamespaceTest extends FakeMachineTestBase {

    @Test
    void itsShellIsKilledWhenTheToolHasEndedSoThatTheNextCommandDoesNotRun() throws IOException {
        FakeProcess unshare = main("unshare").blocks(Signal.TERM).waitsIn("do_wait");
        FakeProcess shell = child(unshare, "sh").executable("/usr/bin/dash").firstOfNamespace();
        FakeShell.run(shell, this::tool, this::next);
        unshare.whenChildEnds(child -> unshare.end());

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to unshare", "TERM to tool", "KILL to sh");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusSeconds(1));
    }

    /** unshare(1) continues its child when it sees that it has stopped. */
    @Test
    void soIsAShellThatIsContinuedInTheBlink() throws IOException {
        FakeProcess unshare = main("unshare").waitsIn("do_wait");
        FakeProcess shell = child(unshare, "sh").executable("/usr/bin/dash").firstOfNamespace();
        FakeShell.run(shell, this::tool, this::next);
        unshare.catches(Signal.TERM, owner -> owner.signals(shell, Signal.CONT));
        unshare.whenChildEnds(child -> unshare.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to unshare", "TERM to tool", "KILL to sh");
    }

    /** dash blocks all signals for the moments in which it forks and waits. */
    @Test
    void soIsAShellThatBlocksTheSignalForAMoment() throws IOException {
        FakeProcess unshare = main("unshare").blocks(Signal.TERM).waitsIn("do_wait");
        FakeProcess shell = child(unshare, "sh")
                .executable("/usr/bin/dash")
                .firstOfNamespace()
                .blocks(Signal.TERM);
        FakeShell.run(shell, this::tool, this::next);
        unshare.whenChildEnds(child -> unshare.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to unshare", "TERM to tool", "KILL to sh");
    }

    @Test
    void aShellWithATrapIsAnOwnerThereToo() throws IOException {
        FakeProcess shell = main("sh").executable("/usr/bin/dash").firstOfNamespace();
        FakeShell.run(shell, this::tool, this::next).trap(FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to sh");
    }
}
