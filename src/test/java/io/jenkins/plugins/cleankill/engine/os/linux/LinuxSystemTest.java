package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real system, with processes of the test's own. */
@EnabledOnOs(OS.LINUX)
class LinuxSystemTest {

    private final LinuxSystem system = LinuxSystem.local();

    @Test
    void ordinaryLinuxHasNoLimitation() {
        assertThat(system.limitations()).isEmpty();
    }

    @Test
    void snapshotShowsChildWithParentNameAndEnvironment() throws IOException {
        try (Child child = Child.start(Map.of("WORD", "a=b c"), "sh", "-c", "echo ready; read line")) {
            ProcessTable table = system.processes().read(identity -> true);

            ProcessInfo info = table.find(child.identity()).orElseThrow();
            assertThat(info.parent()).isEqualTo(system.processes().ownPid());
            assertThat(info.name()).isEqualTo("sh");
            assertThat(info.isAlive()).isTrue();
            assertThat(info.environment().get("WORD")).hasValue("a=b c");
            assertThat(info.identity().start()).isLessThanOrEqualTo(table.takenAt() + 1);
        }
    }

    @Test
    void environmentIsReadOnlyWhereItIsWanted() throws IOException {
        try (Child child = Child.sh("echo ready; read line")) {
            ProcessTable table = system.processes().read(identity -> false);

            assertThat(table.find(child.identity()).orElseThrow().environment()).isEqualTo(Environment.NOT_READ);
        }
    }

    @Test
    void processStartedWithoutVariablesHasAnEmptyEnvironment() throws IOException {
        try (Child child = Child.start(Map.of(), "env", "-i", "/bin/sh", "-c", "echo ready; read line")) {
            ProcessTable table = system.processes().read(identity -> true);

            assertThat(table.find(child.identity()).orElseThrow().environment()).isEqualTo(Environment.of(Map.of()));
        }
    }

    @Test
    void threadsOfTheKernelCarryNothing() throws IOException {
        ProcessTable table = system.processes().read(identity -> true);

        table.byPid(2)
                .filter(info -> info.name().equals("kthreadd"))
                .ifPresent(info -> assertThat(info.environment()).isEqualTo(Environment.of(Map.of())));
        assertThat(table.byPid(system.processes().ownPid())).isPresent();
    }

    @Test
    void whatIsBornWhileProcessesAreReadOfAParentThatEndsIsThere() throws IOException {
        try (Child child =
                Child.sh("echo ready; read line; (sh -c 'echo $$; read line; exit 0' <&3 &) 3<&0; read line")) {
            AtomicLong born = new AtomicLong();

            ProcessTable table = system.processes().read(identity -> {
                if (born.get() == 0) {
                    born.set(tellAndReadPid(child));
                }
                return false;
            });

            assertThat(table.byPid(born.get())).isPresent();
            child.tell("end");
        }
    }

    private static long tellAndReadPid(Child child) {
        try {
            child.tell("fork twice");
            return child.nextPid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void zombieHasEnded() throws IOException {
        // It ends when it is told to: by then its parent is a program that collects nobody
        try (Child child = Child.sh("exec 3<&0; sh -c 'read line <&3' & echo ready; echo $!; exec sleep 1000")) {
            long zombie = child.nextPid();
            awaitName(child.pid(), "sleep");
            child.tell("end");
            ProcessInfo info = awaitState(zombie, ProcessState.ZOMBIE);

            assertThat(info.isAlive()).isFalse();
            assertThat(info.environment()).isEqualTo(Environment.of(Map.of()));
            assertThat(system.signals().send(info.identity(), Signal.TERM)).isEqualTo(Result.NO_SUCH_PROCESS);
        }
    }

    @Test
    void detailsTellWhatAProcessDoesWithSignalsAndWhichPipesItHas() throws IOException {
        String script = "trap 'echo bye' TERM; trap '' HUP; echo ready; read line";
        try (Child child = Child.sh(script)) {
            ProcessDetails details =
                    system.processes().details(child.identity()).orElseThrow();

            assertThat(details.signals().of(Signal.TERM)).isEqualTo(Disposition.CAUGHT);
            assertThat(details.signals().of(Signal.HUP)).isEqualTo(Disposition.IGNORED);
            assertThat(details.signals().of(Signal.USR1)).isEqualTo(Disposition.DEFAULT);
            assertThat(details.commandLine().arguments()).containsExactly("sh", "-c", script);
            assertThat(details.executable())
                    .hasValueSatisfying(path -> assertThat(path).startsWith("/"));
            assertThat(details.user()).isPresent();
            assertThat(details.tracer()).isEmpty();
            assertThat(details.pipes()).extracting(PipeEnd::descriptor).contains(0, 1, 2);
            assertThat(end(details, 0).access()).isEqualTo(PipeEnd.Access.READ);
            assertThat(end(details, 1).access()).isEqualTo(PipeEnd.Access.WRITE);
            assertThat(end(details, 1).pipe())
                    .isEqualTo(end(details, 2).pipe())
                    .isNotEqualTo(end(details, 0).pipe());
        }
    }

    @Test
    void nobodyElseAnswersForAReusedPid() throws IOException {
        try (Child child = Child.sh("echo ready; read line")) {
            ProcessIdentity earlier =
                    new ProcessIdentity(child.pid(), child.identity().start() - 1);

            assertThat(system.processes().details(earlier)).isEmpty();
            assertThat(system.signals().send(earlier, Signal.KILL)).isEqualTo(Result.NO_SUCH_PROCESS);
            assertThat(system.processes().details(child.identity())).isPresent();
        }
    }

    @Test
    void timeGoesOnInTheTicksOfStartTimes() throws IOException {
        long before = system.processes().now().tick();
        try (Child child = Child.sh("echo ready; read line")) {
            assertThat(child.identity().start())
                    .isBetween(before - 1, system.processes().now().tick());
        }
    }

    @Test
    void directoryThatIsNoProcIsAnErrorAndALimitation(@TempDir Path empty) {
        LinuxSystem broken = LinuxSystem.at(empty);
        assertThat(broken.limitations())
                .singleElement()
                .asString()
                .contains("no proc file system is mounted", empty.toString());
        assertThatThrownBy(() -> broken.processes().read(identity -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.toString());
    }

    private void awaitName(long pid, String name) throws IOException {
        while (!system.processes()
                .read(id -> false)
                .byPid(pid)
                .orElseThrow()
                .name()
                .equals(name)) {
            Thread.onSpinWait();
        }
    }

    private ProcessInfo awaitState(long pid, ProcessState wanted) throws IOException {
        while (true) {
            ProcessInfo info =
                    system.processes().read(id -> id.pid() == pid).byPid(pid).orElseThrow();
            if (info.state() == wanted) {
                return info;
            }
            Thread.onSpinWait();
        }
    }

    private static PipeEnd end(ProcessDetails details, int descriptor) {
        return details.pipes().stream()
                .filter(end -> end.descriptor() == descriptor)
                .findFirst()
                .orElseThrow();
    }
}
