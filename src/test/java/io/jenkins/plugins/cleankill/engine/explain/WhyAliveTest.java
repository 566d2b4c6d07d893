package io.jenkins.plugins.cleankill.engine.explain;

import static io.jenkins.plugins.cleankill.engine.process.Signal.KILL;
import static io.jenkins.plugins.cleankill.engine.process.Signal.TERM;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WhyAliveTest {

    private static final SignalSets CATCHES = SignalSets.DEFAULT.catching(TERM);

    @Test
    void ignores() {
        assertReason(tool(SignalSets.DEFAULT.ignoring(TERM)), TERM, Kind.IGNORES, "ignores SIGTERM");
    }

    @Test
    void blocks() {
        assertReason(tool(SignalSets.DEFAULT.blocking(TERM)), TERM, Kind.BLOCKS, "blocks SIGTERM");
    }

    @Test
    void catches() {
        assertReason(tool(CATCHES), TERM, Kind.CATCHES, "catches SIGTERM and has not finished");
    }

    @Test
    void aShellWaitsForTheChildThatItStartedLast() {
        ProcessInfo shell = process(10, 1, ProcessState.SLEEPING, "sh", details("/bin/dash", CATCHES));
        ProcessInfo background = process(12, 10, ProcessState.SLEEPING, "logger", Optional.empty());
        ProcessInfo foreground = process(13, 10, ProcessState.SLEEPING, "sleep\n", Optional.empty());
        ProcessInfo zombie = process(14, 10, ProcessState.ZOMBIE, "gone", Optional.empty());

        Reason reason = explain(shell, TERM, Result.SENT, shell, background, foreground, zombie);

        assertThat(reason)
                .isEqualTo(new Reason(Kind.SHELL_WAITS, "is a shell waiting for its foreground child sleep\\x0a (13)"));
    }

    @Test
    void aShellWithoutChildrenIsAtItsTrap() {
        ProcessInfo shell = process(10, 1, ProcessState.SLEEPING, "sh", details("/bin/dash", CATCHES));

        assertReason(shell, TERM, Kind.CATCHES, "catches SIGTERM and has not finished");
    }

    @Test
    void stoppedComesBeforeWhatItWouldDo() {
        ProcessInfo stopped = process(10, 1, ProcessState.STOPPED, "tool", details("/bin/tool", CATCHES));

        assertReason(stopped, TERM, Kind.STOPPED, "is stopped");
    }

    @Test
    void uninterruptibleNamesTheKernelWait() {
        ProcessDetails details = new ProcessDetails(
                SignalSets.DEFAULT,
                OptionalLong.empty(),
                Optional.empty(),
                CommandLine.UNKNOWN,
                List.of(),
                OptionalLong.empty(),
                Optional.of("nfs_wait_bit_killable"),
                OptionalLong.empty());
        ProcessInfo stuck = process(10, 1, ProcessState.UNINTERRUPTIBLE, "cp", Optional.of(details));

        assertReason(stuck, KILL, Kind.UNINTERRUPTIBLE, "is uninterruptible, in kernel wait nfs_wait_bit_killable");
    }

    @Test
    void whoIgnoresItAndForksJustNowIsExplainedByIgnoring() {
        ProcessInfo forking = process(
                10, 1, ProcessState.UNINTERRUPTIBLE, "sh", details("/bin/dash", SignalSets.DEFAULT.ignoring(TERM)));

        assertReason(forking, TERM, Kind.IGNORES, "ignores SIGTERM and is uninterruptible");
        assertReason(forking, KILL, Kind.UNINTERRUPTIBLE, "is uninterruptible");
    }

    @Test
    void aZombieNamesTheParentThatDoesNotCollectIt() {
        ProcessInfo parent = process(9, 1, ProcessState.SLEEPING, "npm", Optional.empty());
        ProcessInfo zombie = process(10, 9, ProcessState.ZOMBIE, "node", Optional.empty());

        assertThat(explain(zombie, KILL, Result.SENT, parent, zombie).text())
                .isEqualTo("has ended, but its parent npm (9) does not collect it");
        assertThat(explain(zombie, KILL, Result.SENT, zombie).text())
                .isEqualTo("has ended, but its parent ? (9) does not collect it");
    }

    @Test
    void anotherUsersProcessIsNamedByItsUser() {
        ProcessInfo foreign = process(10, 1, ProcessState.SLEEPING, "sudo", Optional.of(namespaced(0, 0)));

        assertThat(explain(foreign, TERM, Result.NOT_PERMITTED, foreign))
                .isEqualTo(new Reason(Kind.NOT_PERMITTED, "belongs to another user (uid 33), not permitted"));
    }

    @Test
    void aDebuggerIsNamed() {
        ProcessInfo debugger = process(9, 1, ProcessState.SLEEPING, "gdb", Optional.empty());
        ProcessInfo traced = process(10, 9, ProcessState.TRACED, "tool", Optional.of(namespaced(9, 0)));

        assertThat(explain(traced, TERM, Result.SENT, debugger, traced))
                .isEqualTo(new Reason(Kind.TRACED, "is being traced by gdb (9)"));
    }

    @Test
    void theFirstProcessOfANamespaceNeedsAHandler() {
        ProcessInfo init = process(10, 1, ProcessState.SLEEPING, "tini", Optional.of(namespaced(0, 1)));

        assertReason(
                init,
                TERM,
                Kind.OTHER_NAMESPACE,
                "is the first process of another pid namespace, which SIGTERM does not end");
        assertReason(init, KILL, Kind.DIES, "does not handle SIGKILL, which ends it soon");
    }

    @Test
    void oneThatLeavesItToTheSystemIsForetoldToEnd() {
        Reason reason = new WhyAlive(new ProcessTable(List.of(), 0)).foretell(tool(SignalSets.DEFAULT), TERM);

        assertThat(reason.kind().ends()).isTrue();
        assertThat(reason).hasToString("does not handle SIGTERM, which ends it soon");
    }

    @Test
    void oneThatWasSentNothingWasLeftToItsParent() {
        ProcessInfo owner = process(1, 0, ProcessState.SLEEPING, "terraform", Optional.empty());
        ProcessInfo child = tool(SignalSets.DEFAULT);

        assertThat(new WhyAlive(new ProcessTable(List.of(owner, child), 0)).explain(child, TERM, Optional.empty()))
                .isEqualTo(new Reason(Kind.NOT_SENT, "was left to its parent terraform (1)"));
        assertThat(new WhyAlive(new ProcessTable(List.of(child), 0)).explain(child, TERM, Optional.empty()))
                .isEqualTo(new Reason(Kind.NOT_SENT, "was not sent SIGTERM"));
    }

    @Test
    void withoutDetailsNothingIsMadeUp() {
        ProcessInfo bare = process(10, 1, ProcessState.SLEEPING, "tool", Optional.empty());

        assertReason(bare, TERM, Kind.UNKNOWN, "tells nothing about itself");
        assertReason(bare.with(ProcessDetails.UNKNOWN), TERM, Kind.UNKNOWN, "tells nothing about itself");
    }

    private static void assertReason(ProcessInfo process, Signal signal, Kind kind, String text) {
        assertThat(explain(process, signal, Result.SENT, process)).isEqualTo(new Reason(kind, text));
    }

    private static Reason explain(ProcessInfo process, Signal signal, Result result, ProcessInfo... machine) {
        return new WhyAlive(new ProcessTable(List.of(machine), 0)).explain(process, signal, Optional.of(result));
    }

    private static ProcessInfo tool(SignalSets signals) {
        return process(10, 1, ProcessState.SLEEPING, "tool", details("/bin/tool", signals));
    }

    private static Optional<ProcessDetails> details(String executable, SignalSets signals) {
        return Optional.of(ProcessDetails.of(executable, signals, List.of(), executable));
    }

    private static ProcessDetails namespaced(long tracer, long innermostPid) {
        return new ProcessDetails(
                SignalSets.DEFAULT,
                OptionalLong.of(33),
                Optional.empty(),
                CommandLine.UNKNOWN,
                List.of(),
                tracer == 0 ? OptionalLong.empty() : OptionalLong.of(tracer),
                Optional.empty(),
                innermostPid == 0 ? OptionalLong.empty() : OptionalLong.of(innermostPid));
    }

    private static ProcessInfo process(
            long pid, long parent, ProcessState state, String name, Optional<ProcessDetails> details) {
        return new ProcessInfo(new ProcessIdentity(pid, pid), parent, state, name, Environment.NOT_READ, details);
    }
}
