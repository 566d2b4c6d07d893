package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a frozen parent can't read, or answer, meanwhile. */
class TakenOverTest extends FakeMachineTestBase {

    @Test
    void theLastWordsOfAChildAreReadInPlaceOfItsFrozenParent() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess python = main("python").reads(3, pipe, (parent, text) -> {}, parent -> {});
        talkingTool(python, pipe);

        terminate();

        assertThat(takenOver()).isEqualTo("python: FINISHED\n");
    }

    @Test
    void whatAShellSubstitutesIsNeverShown() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script =
                main("script").executable("/usr/bin/dash").reads(3, pipe, (parent, text) -> {}, parent -> {});
        talkingTool(script, pipe);

        terminate();

        assertThat(takenOver()).isEmpty();
    }

    /** Python's Popen(stdin=other.stdout): the parent has the pipe open as well, and reads none of it. */
    @Test
    void whatAFilterReadsIsTheFiltersThoughTheParentHasThePipeOpen() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess python = main("python").reads(3, pipe, (parent, text) -> {}, parent -> {});
        talkingTool(python, pipe);
        child(python, "filter").filters(pipe);

        terminate();

        assertThat(takenOver()).isEmpty();
        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to python");
    }

    @Test
    void whatFlowsThroughAShellsStandardInputIsOutput() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess zsh = main("script").executable("/usr/bin/zsh").reads(0, pipe, (parent, text) -> {}, parent -> {});
        talkingTool(zsh, pipe);

        terminate();

        assertThat(takenOver()).isEqualTo("zsh: FINISHED\n");
    }

    private void talkingTool(FakeProcess parent, PipeId pipe) {
        child(parent, "tool")
                .writes(1, pipe)
                .catches(
                        Signal.TERM,
                        tool -> machine.after(TOOL_NEEDS, () -> {
                            tool.says(1, "FINISHED\n");
                            tool.end();
                        }));
    }

    private String takenOver() {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(TerminationEvent.TakenOver.class::isInstance)
                .map(TerminationEvent.TakenOver.class::cast)
                .forEach(event -> text.append(event.reader().command())
                        .append(": ")
                        .append(new String(event.output(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** A test runner with a mock server in it, which its child's clean-up asks. */
    @Test
    void aFrozenParentAnswersInTurns() throws IOException {
        FakeProcess runner = main("runner").listens();
        FakeProcess tool = child(runner, "tool").connectsTo(runner);
        tool.catches(Signal.TERM, asking -> {
            runner.hasUnreadFrom(asking, 100);
            runner.whenContinued(server -> {
                server.hasUnreadFrom(asking, 0);
                asking.endAfter(Duration.ofMillis(5));
            });
        });

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to runner");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
    }

    /** What a rung has opened serves the next one. */
    @Test
    void aPairOfSocketsIsOpenedOnce() throws IOException {
        settings = with(Ladder.parse("INT 2s, TERM 5s"), Delivery.STRUCTURED);
        FakeProcess node =
                main("node").catches(Signal.INT, p -> p.worksFor(7, 1)).catches(Signal.TERM, p -> {});
        child(node, "tool")
                .isHeardBySocket(1, node)
                .catches(Signal.INT, p -> {})
                .catches(Signal.TERM, p -> {});
        List<String> open = new ArrayList<>();
        machine.after(Duration.ofSeconds(4), () -> open.addAll(machine.held()));

        terminate();

        assertThat(open).hasSize(1);
    }

    /** sh in sh in sh: no look a level. */
    @Test
    void aDeepTreeOfHeldShellsUnwindsAtOnce() throws IOException {
        FakeProcess innermost = main("script").executable("/usr/bin/dash");
        for (int level = 0; level < 200; level++) {
            innermost = child(innermost, "sh").executable("/usr/bin/dash");
        }

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.took()).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void whatAnOwnerLeavesUnreadIsReadWhenItHasEnded() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess runner = main("runner").reads(3, pipe, (parent, text) -> {}, parent -> {});
        runner.readsNothing().catches(Signal.TERM, FakeProcess::end);
        talkingTool(runner, pipe);

        terminate();

        assertThat(takenOver()).isEqualTo("runner: FINISHED\n");
    }

    /** {@code trap … TERM; x=$(tool)}: it reads to the end-of-file before it runs its trap. */
    @Test
    void aShellThatHandlesItsSignalSeesTheEndOfWhatItSubstitutes() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/bash").catches(Signal.TERM, shell -> {});
        script.reads(3, pipe, (shell, text) -> {}, FakeProcess::end);
        talkingTool(script, pipe);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
        assertThat(takenOver()).isEmpty();
    }

    /** node gives its children a pair of sockets in place of a pipe. */
    @Test
    void soIsWhatComesByAPairOfSockets() throws IOException {
        FakeProcess node = main("node").catches(Signal.TERM, FakeProcess::end);
        child(node, "tool")
                .isHeardBySocket(1, node)
                .catches(
                        Signal.TERM,
                        tool -> machine.after(TOOL_NEEDS, () -> {
                            tool.says(1, "FINISHED\n");
                            tool.end();
                        }));

        terminate();

        assertThat(takenOver()).isEqualTo("node: FINISHED\n");
    }

    /** {@code x=$(tool)}: the shell reads nothing, and its child must not wait for it. */
    @Test
    void moreThanAPipeHoldsIsTakenFromAFrozenShell() throws IOException {
        PipeId pipe = machine.pipe();
        FakeProcess shell = main("script").executable("/usr/bin/dash").readsNothing();
        shell.reads(3, pipe, (parent, text) -> {}, parent -> {});
        child(shell, "tool").writes(1, pipe).catches(Signal.TERM, tool -> {
            for (int i = 0; i < 5; i++) {
                tool.says(1, "x".repeat(40_000));
            }
            tool.endAfter(Duration.ofMillis(100));
        });

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(2));
    }

    /** Each has its signal pending before any of them goes on: none has to wait for the end of another. */
    @Test
    void aDeepTreeUnwindsAtOnceOnABusyMachineToo() throws IOException {
        FakeProcess innermost = main("script").executable("/usr/bin/dash");
        for (int level = 0; level < 200; level++) {
            innermost = child(innermost, "sh")
                    .executable("/usr/bin/dash")
                    .waitsForTheProcessor(Duration.ZERO, Duration.ofMillis(20));
        }

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofMillis(500));
    }
}
