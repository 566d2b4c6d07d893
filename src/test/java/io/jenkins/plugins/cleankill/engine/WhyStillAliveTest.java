package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Why is it still alive? Each answer from a real process that has outlived a real SIGTERM. */
@EnabledOnOs(OS.LINUX)
class WhyStillAliveTest {

    /** They are made to outlive any window. */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private static final Path FREEZER = Path.of("/sys/fs/cgroup/freezer");

    @TempDir
    private Path folder;

    private RealBuild build;

    @AfterEach
    void nothingStays() throws IOException {
        if (build != null) {
            build.close();
            assertThat(build.alive()).isEmpty();
        }
    }

    @Test
    void itIgnoresTheSignal() throws Exception {
        start("sh", "-c", "trap '' TERM; echo READY; while :; do sleep 1; done");

        assertKilled("sh", "ignores SIGTERM");
    }

    @Test
    void itBlocksTheSignal() throws Exception {
        startPerl("use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM)); print qq(READY\n); sleep 1000");

        assertKilled("perl", "blocks SIGTERM");
    }

    @Test
    void itCatchesTheSignalAndHasNotFinished() throws Exception {
        startPerl("$SIG{TERM} = sub { sleep 1000 }; print qq(READY\n); sleep 1000");

        assertKilled("perl", "catches SIGTERM and has not finished");
    }

    @Test
    void itCatchesTheSignalAndWaitsForALockThatAnotherHolds() throws Exception {
        startPerl("use Fcntl ':flock'; my $file = qq($ENV{MARKERS}/lock); open F, '>', $file; pipe R, W;"
                + " if (!fork) { open G, '>', $file; flock G, LOCK_EX; $SIG{TERM} = 'IGNORE'; syswrite W, 'x';"
                + " sleep 1000 while 1 } sysread R, my $x, 1; $SIG{TERM} = sub { flock F, LOCK_EX };"
                + " print qq(READY\n); sleep 1000");

        assertKilled(
                "perl",
                "catches SIGTERM and has not finished: it waits for a lock on \\S+/lock, which perl \\(\\d+\\) holds");
    }

    @Test
    void itCatchesTheSignalAndGoesOnWorking() throws Exception {
        startPerl("$SIG{TERM} = sub {}; print qq(READY\n); 1 while 1");

        assertKilled(
                "perl", "catches SIGTERM and has not finished: it goes on working, \\d+\\.\\d s of CPU time since");
    }

    @Test
    void aDaemonIsToldAsOne() throws Exception {
        assumeTrue(Shell.isInstalled("setsid"), "needs setsid");
        start("sh", "-c", "setsid -f sh -c 'trap \"\" TERM; echo READY; exec sleep 1000'; exec sleep 1000");

        assertThat(build.terminate(WINDOW).remarks())
                .singleElement()
                .asString()
                .matches("(sh|sleep) \\(\\d+\\) is a daemon: in a session of its own, and its parent has ended");
    }

    @Test
    void aShellWaitsForItsForegroundChildAndNotForTheOneInTheBackground() throws Exception {
        start(
                "sh",
                "-c",
                "trap : TERM; (trap '' TERM; exec sleep 1000) & "
                        + "perl -e '$| = 1; $SIG{TERM} = sub {}; print qq(READY\n); sleep 1000 while 1'; echo next");

        assertKilled("sh", "is a shell waiting for its foreground child perl \\(\\d+\\)");
        assertThat(build.output().lines()).containsExactly("READY");
    }

    @Test
    void itHasStoppedItselfAgain() throws Exception {
        startPerl("$SIG{TERM} = sub { kill STOP => $$ for 1..2; sleep 1000 }; print qq(READY\n); sleep 1000");

        assertWhy("perl", "is stopped", build.terminate(Duration.ofSeconds(3)), Ending.KILLED);
    }

    /** What posix_spawn(3) starts shares our memory until it runs its program: here it waits for a FIFO before that. */
    @Test
    void itIsUninterruptibleInAKernelWait() throws Exception {
        assumeTrue(Shell.isInstalled("python3"), "needs Python");
        start(
                "python3",
                "-c",
                "import os; os.chdir(os.environ['MARKERS']); os.mkfifo('fifo'); print('READY', flush=True); os.posix_spawn('/bin/true', ['true'], {},"
                        + " file_actions=[(os.POSIX_SPAWN_OPEN, 0, 'fifo', os.O_RDONLY, 0)])");
        awaitState(ProcessState.UNINTERRUPTIBLE);

        assertKilled("python3?[.\\d]*", "(blocks SIGTERM and )?is uninterruptible, in kernel wait [a-z_0-9]+");
    }

    @Test
    void itCannotBeKilledWhileItsControlGroupIsFrozen() throws Exception {
        assumeTrue(
                Files.isWritable(FREEZER.resolve("cgroup.procs")), "needs root and a freezer of cgroups(7) version 1");
        start("sh", "-c", "echo READY; exec sleep 1000");
        Path group = Files.createDirectory(
                FREEZER.resolve("clean-kill-" + build.process().pid()));
        try {
            Files.writeString(
                    group.resolve("cgroup.procs"), Long.toString(build.process().pid()));
            Files.writeString(group.resolve("freezer.state"), "FROZEN");
            awaitState(ProcessState.UNINTERRUPTIBLE);

            assertWhy(
                    "sh|sleep", "is uninterruptible, in kernel wait [a-z_0-9]+", build.terminate(WINDOW), Ending.LEFT);
        } finally {
            Files.writeString(group.resolve("freezer.state"), "THAWED");
            build.process().destroyForcibly().waitFor();
            Files.delete(group);
        }
    }

    @Test
    void itIsTraced() throws Exception {
        assumeTrue(Shell.isInstalled("perl"), "needs Perl");
        startPerl(
                "require 'syscall.ph'; my $child = fork; if (!$child) { syscall(&SYS_ptrace, 0, 0, 0, 0);"
                        + " kill STOP => $$; sleep 1000 } waitpid $child, 0; $SIG{TERM} = 'IGNORE'; print qq(READY\n); sleep 1000");

        // Killed first, its tracer lets it go: then the SIGTERM that waited may end it
        assertWhy(
                "perl",
                "is being traced by perl \\(" + build.process().pid() + "\\)",
                build.terminate(WINDOW),
                Ending.KILLED,
                Ending.ENDED);
    }

    @Test
    void itIsTheFirstOfAnotherPidNamespace() throws Exception {
        assumeTrue(mayUnshare(), "needs the right to make a pid namespace");
        start("unshare", "--pid", "--fork", "sh", "-c", "echo READY; exec sleep 1000");

        assertKilled("sh|sleep", "is the first process of another pid namespace, which SIGTERM does not end");
    }

    private static boolean mayUnshare() throws IOException, InterruptedException {
        return Shell.isInstalled("unshare")
                && new ProcessBuilder("unshare", "--pid", "--fork", "true")
                                .start()
                                .waitFor()
                        == 0;
    }

    private void startPerl(String program) throws Exception {
        assumeTrue(Shell.isInstalled("perl"), "needs Perl");
        start("perl", "-e", "$| = 1; " + program);
    }

    private void start(String... command) throws Exception {
        build = RealBuild.start(folder, Map.of(), List.of(command));
        build.output().awaitLine("READY");
    }

    private void awaitState(ProcessState state) throws IOException {
        long pid = build.process().pid();
        while (build.alive().stream().noneMatch(info -> info.pid() == pid && info.state() == state)) {
            assertThat(build.process().isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private void assertKilled(String command, String why) throws IOException {
        assertWhy(command, why, build.terminate(WINDOW), Ending.KILLED);
    }

    private static void assertWhy(String command, String why, Outcome outcome, Ending... endings) {
        assertThat(outcome.processes()).anySatisfy(process -> assertWhy(process, command, why, endings));
    }

    private static void assertWhy(ProcessRecord process, String command, String why, Ending... endings) {
        assertThat(process.command()).matches(command);
        assertThat(process.why()).matches(why);
        assertThat(process.ending()).isIn((Object[]) endings);
    }
}
