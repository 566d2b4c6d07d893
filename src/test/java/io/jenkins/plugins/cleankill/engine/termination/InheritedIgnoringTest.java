package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.fake.FakeShell;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Pipeline's {@code sh}: all is started with SIGINT ignored, and a tool may handle it all the same. */
class InheritedIgnoringTest extends FakeMachineTestBase {

    private final FakeProcess wrapper = machine.startNeighbour("wrapper").ignores(Signal.INT);

    @Test
    void aShellIsHeldUntilARungThatEndsItSoThatItsNextCommandDoesNotRun() throws IOException {
        settings = with(Ladder.parse("INT 30s, TERM 20s"), Delivery.STRUCTURED);
        FakeShell.run(script(), this::interruptible, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("INT to tool", "TERM to script");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
        assertThat(outcome.count(Ending.KILLED)).isZero();
    }

    @Test
    void aShellThatNoRungEndsIsKilledAsSoonAsItHasNothingToWaitFor() throws IOException {
        settings = with(Ladder.parse("INT 30s"), Delivery.STRUCTURED);
        FakeShell.run(script(), this::interruptible, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("INT to tool", "KILL to script");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
    }

    @Test
    void aShellThatWasToldToIgnoreItByItsScriptGoesOn() throws IOException {
        settings = with(Ladder.parse("TERM 30s"), Delivery.STRUCTURED);
        FakeProcess script = script().ignores(Signal.TERM);
        FakeShell.run(script, this::tool, last -> child(last, "cleanup").ignores(Signal.TERM));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).contains("TERM to script", "TERM to cleanup");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    private FakeProcess script() {
        return machine.start(wrapper, "script")
                .environment(COOKIE.asVariables())
                .ignores(Signal.INT);
    }

    private FakeProcess interruptible(FakeProcess parent) {
        return tool(parent).catches(Signal.INT, tool -> tool.endAfter(TOOL_NEEDS));
    }
}
