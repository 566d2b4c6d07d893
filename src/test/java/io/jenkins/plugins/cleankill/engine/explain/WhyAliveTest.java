package io.jenkins.plugins.cleankill.engine.explain;

import static io.jenkins.plugins.cleankill.engine.process.Signal.INT;
import static io.jenkins.plugins.cleankill.engine.process.Signal.KILL;
import static io.jenkins.plugins.cleankill.engine.process.Signal.QUIT;
import static io.jenkins.plugins.cleankill.engine.process.Signal.TERM;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
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

    /** As a shell without job control starts what it does not wait for. */
    private static final SignalSets BACKGROUND =
            SignalSets.DEFAULT.ignoring(INT).ignoring(QUIT);

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
    void aShellWaitsForItsForegroundChildrenOnly() {
        ProcessInfo shell = shell(CATCHES);
        ProcessInfo logger = process(12, 10, ProcessState.SLEEPING, "logger", details("/bin/logger", BACKGROUND));
        ProcessInfo sleep = process(13, 10, ProcessState.SLEEPING, "sleep\n", Optional.empty());
        ProcessInfo tee = process(14, 10, ProcessState.SLEEPING, "tee", Optional.empty());
        ProcessInfo zombie = process(15, 10, ProcessState.ZOMBIE, "gone", Optional.empty());

        assertThat(explain(shell, TERM, Result.SENT, shell, logger, sleep, zombie))
                .isEqualTo(new Reason(Kind.SHELL_WAITS, "is a shell waiting for its foreground child ? (13)"));
        assertThat(explain(shell, TERM, Result.SENT, shell, logger, sleep, tee))
                .hasToString("is a shell waiting for its foreground children ? (13), tee (14)");
        assertThat(explain(shell, TERM, Result.SENT, shell, logger))
                .isEqualTo(new Reason(Kind.CATCHES, "catches SIGTERM and has not finished"));
    }

    @Test
    void aShellThatIgnoresWhatItsChildrenIgnoreDoesNotTellWhichIsInTheForeground() {
        ProcessInfo shell = shell(BACKGROUND.catching(TERM));
        ProcessInfo child = process(12, 10, ProcessState.SLEEPING, "child", details("/bin/child", BACKGROUND));

        assertThat(explain(shell, TERM, Result.SENT, shell, child))
                .isEqualTo(new Reason(Kind.SHELL_WAITS, "is a shell waiting for its child child (12)"));
    }

    @Test
    void aFilterWaitsForItsWriter() {
        ProcessInfo tool = process(10, 1, ProcessState.SLEEPING, "tool", pipe(1, Access.WRITE));
        ProcessInfo filter = process(11, 1, ProcessState.SLEEPING, "tee", pipe(0, Access.READ));

        assertThat(new WhyAlive(new ProcessTable(List.of(tool, filter), 0)).explain(filter, TERM, Optional.empty()))
                .isEqualTo(new Reason(Kind.NOT_SENT, "waits for the end of what tool (10) writes"));
    }

    @Test
    void whatSigkillDidNotEndYetIsNotSaidToHandleIt() {
        assertReason(tool(SignalSets.DEFAULT), KILL, Kind.UNKNOWN, "has got SIGKILL and has not ended yet");
    }

    @Test
    void aShellWithoutChildrenIsAtItsTrap() {
        ProcessInfo shell = shell(CATCHES);

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

        assertReason(forking, TERM, Kind.IGNORES, "ignores SIGTERM");
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
        assertThat(explain(foreign.with(ProcessDetails.UNKNOWN), TERM, Result.NOT_PERMITTED, foreign))
                .hasToString("may not be signalled, not permitted");
    }

    @Test
    void aRefusalForAProcessOfOurOwnUserIsNotItsUsersFault() {
        ProcessInfo own = process(10, 1, ProcessState.SLEEPING, "tool", Optional.of(namespaced(0, 0)));

        assertThat(new WhyAlive(new ProcessTable(List.of(own), 0), OptionalLong.of(33))
                        .explain(own, TERM, Optional.of(Result.NOT_PERMITTED)))
                .hasToString("may not be signalled, not permitted: it belongs to our user, but the system refuses");
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
        assertThat(foretell(init, KILL)).hasToString("does not handle SIGKILL, which ends it soon");
    }

    @Test
    void oneThatLeavesItToTheSystemIsForetoldToEnd() {
        Reason reason = foretell(tool(SignalSets.DEFAULT), TERM);

        assertThat(reason.kind().ends()).isTrue();
        assertThat(reason).hasToString("does not handle SIGTERM, which ends it soon");
    }

    @Test
    void sigkillIsForetoldToEndTheStoppedAndTheTracedButNotAnotherUsers() {
        ProcessInfo stopped = process(10, 1, ProcessState.STOPPED, "tool", details("/bin/tool", CATCHES));
        ProcessInfo foreign = process(10, 1, ProcessState.STOPPED, "sudo", Optional.of(namespaced(0, 0)));

        assertThat(foretell(stopped, TERM).kind()).isEqualTo(Kind.STOPPED);
        assertThat(foretell(stopped, KILL).kind()).isEqualTo(Kind.DIES);
        assertThat(new WhyAlive(new ProcessTable(List.of(), 0))
                        .foretell(foreign, KILL, Optional.of(Result.NOT_PERMITTED))
                        .kind())
                .isEqualTo(Kind.NOT_PERMITTED);
    }

    @Test
    void theFirstProcessOfItsNamespaceEndsOfNoSignal() {
        ProcessInfo init = process(1, 0, ProcessState.SLEEPING, "init", details("/sbin/init", SignalSets.DEFAULT));

        assertThat(new WhyAlive(new ProcessTable(List.of(init), 0)).foretell(init, Signal.KILL, Optional.empty()))
                .isEqualTo(new Reason(
                        Kind.OTHER_NAMESPACE,
                        "is the first process of this pid namespace, which SIGKILL does not end"));
    }

    @Test
    void anOrphanWasLeftToNobody() {
        ProcessInfo init = process(1, 0, ProcessState.SLEEPING, "init", Optional.empty());
        ProcessInfo subreaper = process(7, 1, ProcessState.SLEEPING, "systemd", Optional.empty());

        for (long parent : new long[] {1, 7}) {
            ProcessInfo orphan =
                    process(10, parent, ProcessState.SLEEPING, "tool", details("/bin/tool", SignalSets.DEFAULT));
            assertThat(explain(orphan, TERM, null, init, subreaper))
                    .isEqualTo(new Reason(Kind.NOT_SENT, "was not sent SIGTERM"));
        }
    }

    /** Each process of postgres holds the reading end of a pipe that tells it of the end of the first one. */
    @Test
    void aPipeBesidesTheInputSaysNothingOfWaiting() {
        ProcessInfo first = process(10, 7, ProcessState.SLEEPING, "postgres", pipe(5, Access.WRITE));
        ProcessInfo writer = process(11, 10, ProcessState.SLEEPING, "postgres", pipe(4, Access.READ));

        assertThat(explain(writer, TERM, null, first))
                .isEqualTo(new Reason(Kind.NOT_SENT, "was left to its parent postgres (10)"));
    }

    @Test
    void oneThatWasSentNothingWasLeftToItsParent() {
        ProcessInfo owner = process(7, 1, ProcessState.SLEEPING, "terraform", details("/bin/terraform", CATCHES));
        ProcessInfo child = process(10, 7, ProcessState.SLEEPING, "tool", details("/bin/tool", SignalSets.DEFAULT));

        assertThat(new WhyAlive(new ProcessTable(List.of(owner, child), 0)).explain(child, TERM, Optional.empty()))
                .isEqualTo(new Reason(Kind.NOT_SENT, "was left to its parent terraform (7)"));
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

    private static Reason foretell(ProcessInfo process, Signal signal) {
        return new WhyAlive(new ProcessTable(List.of(), 0)).foretell(process, signal, Optional.of(Result.SENT));
    }

    private static Reason explain(ProcessInfo process, Signal signal, Result result, ProcessInfo... machine) {
        return new WhyAlive(new ProcessTable(List.of(machine), 0), OptionalLong.of(0))
                .explain(process, signal, Optional.ofNullable(result));
    }

    private static ProcessInfo shell(SignalSets signals) {
        return process(10, 1, ProcessState.SLEEPING, "sh", details("/bin/dash", signals));
    }

    private static Optional<ProcessDetails> pipe(int descriptor, Access access) {
        return Optional.of(
                ProcessDetails.of("/bin/x", SignalSets.DEFAULT, List.of(new PipeEnd(descriptor, 7, access))));
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
