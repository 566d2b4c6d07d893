package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What reads what a member writes ends of end-of-file, unless it would run commands. */
class FilterTest extends FakeMachineTestBase {

    /** node, ruby, go and java always catch something. */
    @Test
    void aFilterThatCatchesTheSignalWaitsForItsEndOfFile() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        child(script, "node").catches(Signal.TERM, FakeProcess::end).filters(pipe);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    @Test
    void whatReadsAFifoIsAFilter() throws IOException {
        PipeId fifo = machine.fifo();
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "tee").reads(3, fifo, FakeProcess::end);
        tool(script).writes(1, fifo);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    @Test
    void aFilterMayReadOnAfterItsWritersAreGone() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        FakeProcess slow = child(script, "slow").reads(0, pipe, p -> {});
        for (int i = 1; i <= 50; i++) {
            int part = i;
            machine.after(Duration.ofMillis(100L * i), () -> slow.hasRead(1_000L * part));
        }
        machine.after(Duration.ofMillis(5_100), slow::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    /** yes | ./install.sh */
    @Test
    void aShellThatWaitsForACommandIsNoFilter() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        child(script, "yes").writes(1, pipe);
        FakeProcess install = child(script, "install")
                .executable("/usr/bin/dash")
                .filters(pipe)
                .waitsIn("do_wait");
        tool(install);
        install.whenChildEnds(ended -> next(install));
        machine.passTime(Duration.ofMillis(200));

        terminate();

        assertThat(machine.sentSignals())
                .containsExactly("TERM to yes", "TERM to tool", "TERM to install", "TERM to script");
    }

    /** tool | while read line; do echo "$(date) $line"; done */
    @Test
    void aLoopThatOnlyCopiesLinesIsAFilterWhileItsCommandIsYoung() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script");
        FakeProcess loop =
                child(script, "loop").executable("/usr/bin/dash").filters(pipe).waitsIn("do_wait");
        tool(script).writes(1, pipe);
        machine.passTime(Duration.ofMillis(200));
        child(loop, "date").endAfter(Duration.ofMillis(5));
        machine.after(Duration.ofMillis(5), () -> loop.waitsIn("pipe_read"));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    /** Popen(stdin=PIPE, stdout=PIPE): the child's feeder is its own parent. */
    @Test
    void aParentAndAChildThatReadFromEachOtherDoNotWaitForEachOther() throws IOException {
        PipeId there = machine.pipe();
        PipeId back = machine.pipe();
        FakeProcess parent = main("parent").writes(3, there).reads(4, back, p -> {});
        tool(parent).reads(0, there, p -> {}).writes(1, back);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to parent");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    /** Python's resource tracker ignores the signal and ends when its parent closes its pipe. */
    @Test
    void whatWaitsForItsParentAndIgnoresTheSignalIsNoBlocker() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess python = main("python").writes(5, pipe);
        child(python, "tracker").ignores(Signal.TERM).reads(5, pipe, FakeProcess::end);
        tool(python);

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    /** It was left to its owner while its writer ended: what it does with the end-of-file is its own business. */
    @Test
    void whatWasFedIsAFilterWhenItsWriterIsGone() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess owner = main("owner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(2)));
        child(owner, "writer").writes(1, pipe).endAfter(Duration.ofSeconds(1));
        child(owner, "filter").reads(0, pipe, filter -> filter.endAfter(Duration.ofMillis(1500)));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to owner");
    }

    /** bash, {@code tool > >(tee log)}: tee is the tool's child, and may be frozen until the tool has ended. */
    @Test
    void whatItsOwnerFeedsIsAFilterThoughTheOwnerEndsInTheBlink() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess tool = main("tool").writes(1, pipe).catches(Signal.TERM, FakeProcess::end);
        child(tool, "tee").reads(0, pipe, filter -> filter.endAfter(Duration.ofMillis(50)));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool");
    }

    /** {@code exec > >(filter)}, and a trap that closes the pipe and waits for the filter. */
    @Test
    void aFilterThatItsOwnerWaitsForIsNotTold() throws IOException {
        var pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/bash").writes(1, pipe);
        FakeProcess filter = child(script, "filter").reads(0, pipe, reader -> reader.endAfter(Duration.ofMillis(800)));
        tool(script).writes(1, pipe);
        script.catches(Signal.TERM, p -> p.waitsIn("do_wait").closes(1))
                .whenChildEnds(ended -> endWith(script, filter));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    private static void endWith(FakeProcess script, FakeProcess filter) {
        if (!filter.isAlive()) {
            script.end();
        }
    }
}
