package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.fake.FakeShell;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.RungBegun;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who gets a rung's signal, and when, in a tree of shells and tools. */
class StructuredDeliveryTest extends FakeMachineTestBase {

    @Test
    void aToolFinishesAndTheNextCommandNeverRuns() throws IOException {
        FakeShell.run(main("script"), this::tool, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.processes())
                .extracting(Outcome.ProcessRecord::command)
                .containsExactly("dash", "tool");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(2);
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(50));
    }

    @Test
    void nestedShellsUnwindFromTheInsideOut() throws IOException {
        FakeShell.run(
                main("outer"),
                outer -> {
                    FakeProcess inner = child(outer, "inner");
                    FakeShell.run(inner, this::tool, this::next);
                    return inner;
                },
                this::next);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to inner", "TERM to outer");
    }

    @Test
    void aTrapRunsAfterItsForegroundChildAndItsCleanupIsLeftInPeace() throws IOException {
        FakeProcess script = main("script");
        FakeShell.run(script, this::tool, this::next).trap(shell -> {
            FakeProcess cleanup = child(shell, "cleanup");
            cleanup.endAfter(Duration.ofSeconds(2));
            shell.whenChildEnds(ended -> shell.end());
        });

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(TOOL_NEEDS.plusSeconds(2));
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(3);
    }

    /** A trap that uploads its logs, say: the window is there for it. */
    @Test
    void aCleanUpMayNeedMoreThanHalfOfTheWindow() throws IOException {
        FakeProcess script = main("script")
                .executable("/usr/bin/dash")
                .catches(Signal.TERM, shell -> child(shell, "cleanup").endAfter(Duration.ofSeconds(12)));
        script.whenChildEnds(ended -> script.end());

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(2);
    }

    @Test
    void aForegroundCommandThatWasStartedJustBeforeTheShellGotItsSignalIsNoCleanup() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash").catches(Signal.TERM, shell -> {});
        script.whenChildEnds(ended -> script.end());
        machine.afterNextRead(() -> tool(script));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    /** {@code trap '' TERM; while :; do sleep 0.1; done}: of a child that is gone when it is read nothing is known. */
    @Test
    void aShellThatIgnoresTheSignalIsNotInteractiveForAChildThatHasJustEnded() throws IOException {
        settings = with(Ladder.parse("TERM 2s"), Delivery.STRUCTURED);
        FakeProcess script = main("script").executable("/usr/bin/dash").ignores(Signal.TERM);
        script.whenChildEnds(ended -> machine.after(Duration.ofMillis(100), () -> endsAtTheNextLook(script)));
        endsAtTheNextLook(script);

        Outcome outcome = terminate();

        assertThat(machine.allSent()).extracting(sent -> sent.signal()).doesNotContain(Signal.HUP);
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    private void endsAtTheNextLook(FakeProcess script) {
        if (script.isAlive()) {
            machine.afterNextRead(child(script, "sleep").ignores(Signal.TERM)::end);
        }
    }

    /** When it ends, it hangs up its jobs that it has seen stopped, whatever has become of them. */
    @Test
    void mkshEndsAfterAJobThatWasStopped() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/mksh").catches(Signal.TERM, FakeProcess::end);
        tool(script).ignores(Signal.INT).ignores(Signal.QUIT).stopped();
        child(script, "sleep");

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to sleep", "TERM to script");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    @Test
    void aChildBetweenForkAndExecIsSignalledOnlyAfterItsExec() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/mksh").catches(Signal.TERM, shell -> {});
        script.whenChildEnds(ended -> script.end());
        FakeProcess sleeper = child(script, "sleep").executable("/usr/bin/mksh").catches(Signal.TERM, forked -> {});
        machine.after(Duration.ofMillis(5), () -> sleeper.execs("/usr/bin/sleep"));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to sleep", "TERM to script");
        assertThat(outcome.took()).isLessThan(Duration.ofMillis(100));
        assertThat(events)
                .filteredOn(RungBegun.class::isInstance)
                .singleElement()
                .extracting(event -> ((RungBegun) event).receivers().size())
                .isEqualTo(1);
    }

    @Test
    void aParentThatBlocksSignalsOnlyWhileItForksIsNoOwner() throws IOException {
        FakeProcess python = main("python").collects(Signal.TERM, p -> {});
        FakeShell.run(python, this::tool, this::next);
        machine.after(Duration.ofMillis(5), python::resetsSignals);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to python");
    }

    @Test
    void anOwnerIsTheOnlyOneOfItsSubtreeThatGetsTheSignal() throws IOException {
        FakeProcess timeout = main("timeout");
        FakeProcess tool = child(timeout, "tool");
        timeout.catches(Signal.TERM, owner -> tool.endAfter(TOOL_NEEDS)).whenChildEnds(ended -> timeout.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to timeout");
    }

    @Test
    void whatAnOwnerTakesLongToTellIsLeftToItEvenWhenItsParentHasEnded() throws IOException {
        FakeProcess node = main("node");
        FakeProcess shell = child(node, "sh");
        FakeProcess tool = tool(shell);
        // As tree-kill does: it has to look for them first, and waits for the shell and for another command
        node.catches(
                Signal.TERM,
                owner -> machine.after(Duration.ofMillis(500), () -> {
                    node.signals(shell, Signal.TERM);
                    node.signals(tool, Signal.TERM);
                    node.endAfter(Duration.ofSeconds(3));
                }));

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to node by us", "TERM to sh by node", "TERM to tool by node");
    }

    @Test
    void whatAnOwnerLeavesBehindGetsTheSignalWhenItIsGone() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, FakeProcess::end);
        tool(child(owner, "helper"));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to owner", "TERM to tool", "TERM to helper");
    }

    @Test
    void aProcessThatCollectsTheSignalWithSigwaitIsAnOwner() throws IOException {
        FakeProcess supervisor = main("supervisor");
        FakeProcess tool = child(supervisor, "tool");
        supervisor.collects(Signal.TERM, s -> tool.endAfter(TOOL_NEEDS)).whenChildEnds(ended -> supervisor.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to supervisor");
    }

    @Test
    void aNextCommandThatSlippedThroughGetsTheSignalAtOnceAndIsTold() throws IOException {
        FakeProcess script = main("script").ignores(Signal.TERM);
        FakeShell.run(script, this::tool, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool", "TERM to next");
        assertThat(outcome.remarks())
                .singleElement()
                .asString()
                .contains("next")
                .contains("slipped through");
    }

    @Test
    void whatIsHeldIsToldInTheLastSecond() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "stubborn").catches(Signal.TERM, p -> {});

        terminate();

        assertThat(sentAt("script", Signal.TERM)).isBetween(Duration.ofSeconds(14), Duration.ofMillis(14_500));
    }

    /** busybox does so in sigsuspend(2). */
    @Test
    void aShellThatBlocksSignalsWhileItWaitsIsNoOwner() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash").collects(Signal.TERM, p -> {});
        child(script, "Xvfb")
                .ignores(Signal.INT)
                .ignores(Signal.QUIT)
                .catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(1)));
        tool(script);
        machine.after(TOOL_NEEDS.plusMillis(500), script::resetsSignals);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to Xvfb", "TERM to script");
    }
}
