package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who reads what another writes: filters, and readers whose end-of-file is withheld. */
class PipedDeliveryTest extends FakeMachineTestBase {

    @Test
    void aFilterEndsOfEndOfFileAndGetsNoSignal() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        child(script, "tee").filters(pipe);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    @Test
    void aLoopThatReadsUnderMkshIsAFilterThoughMkshAlwaysCatches() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/mksh").catches(Signal.TERM, FakeProcess::end);
        tool(script).writes(1, pipe);
        child(script, "loop")
                .executable("/usr/bin/mksh")
                .catches(Signal.TERM, FakeProcess::end)
                .filters(pipe);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(TOOL_NEEDS);
    }

    @Test
    void aFilterThatDoesNotEndOfEndOfFileGetsTheSignalOneSecondLater() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        child(script, "slow").reads(0, pipe, process -> {});

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to slow", "TERM to script");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS.plusSeconds(1), TOOL_NEEDS.plusMillis(1100));
    }

    @Test
    void filtersThatFeedEachOtherAreNotWaitedFor() throws IOException {
        PipeId there = machine.pipe();
        PipeId back = machine.pipe();
        FakeProcess script = main("script");
        child(script, "ping").filters(back).writes(1, there);
        child(script, "pong").filters(there).writes(1, back);

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofMillis(100));
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(3);
    }

    @Test
    void aShellThatReadsItsChildsOutputSeesNoEndOfFileBeforeItsSignal() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/dash");
        FakeProcess tool = tool(script).writes(1, pipe);
        script.reads(3, pipe, shell -> next(shell));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(tool.isAlive()).isFalse();
    }

    @Test
    void aScriptWhoseOutputGoesThroughAFilterOfItsOwnDoesNotWaitForIt() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/bash").writes(1, pipe);
        child(script, "tee").filters(pipe);
        tool(script).writes(1, pipe);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }
}
