package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A shell that is traced: its tracer sees SIGSTOP first. */
class TracedTest extends FakeMachineTestBase {

    /** proot keeps SIGSTOP from what it traces: a shell that can't be held must not outlive its command. */
    @Test
    void whatItsTracerKeepsFromStoppingIsToldWithItsChild() throws IOException {
        FakeProcess proot = main("proot").ignores(Signal.TERM);
        FakeProcess shell = child(proot, "sh").executable("/usr/bin/dash").tracedBy(proot);
        child(shell, "tool").catches(Signal.TERM, tool -> {
            tool.endAfter(TOOL_NEEDS);
            proot.endAfter(TOOL_NEEDS);
        });
        shell.whenChildEnds(ended -> next(shell));

        Outcome outcome = terminate();

        assertThat(machine.received()).contains("TERM to sh by us", "TERM to tool by us");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusSeconds(1));
    }

    /**
     * strace passes SIGSTOP on, and lets the shell run for a moment before. On a busy machine the moment is seen; no SIGCONT
     * would come when the shell stops after it.
     */
    @Test
    void whatItsTracerStopsLateDoesNotStayStopped() throws IOException {
        FakeProcess strace = main("strace").ignores(Signal.TERM);
        FakeProcess shell = child(strace, "sh").executable("/usr/bin/dash").tracedBy(strace, Duration.ofMillis(400));
        tool(shell);
        shell.whenChildEnds(ended -> next(shell));
        strace.whenChildEnds(ended -> strace.end());

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusSeconds(1));
        assertThat(machine.sentSignals()).doesNotContain("KILL to sh", "KILL to strace");
    }
}
