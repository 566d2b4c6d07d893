package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener.WithheldPipe;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LinuxPipesTest {

    private static final FdDirectory DESCRIPTORS = new FdDirectory(Child.Machine.PROC);

    private final LinuxPipes pipes = new LinuxPipes(Child.Machine.PROC, new StatReader(Child.Machine.PROC), true);

    // The writer says its line and ends when told; the reader would go on to its next command at end-of-file
    private static final String WRITER_AND_READER =
            "exec 3<&0; (read go <&3; echo data; exec 1>&-; echo closed >&2; read go <&3) | "
                    + "(exec 3<&-; echo ready >&2; sh -c 'echo $PPID' >&2; read -r line; echo \"$line\" >&2; "
                    + "read -r line || echo next >&2) ";

    @Test
    void readerSeesNoEndOfFileUntilThePipeIsClosed() throws IOException {
        try (Child child = Child.sh(WRITER_AND_READER)) {
            ProcessIdentity reader = Child.identityOf(child.nextPid());
            WithheldPipe withheld = pipes.withhold(reader, 0).orElseThrow();
            child.tell("write");
            assertThat(java.util.Set.of(child.nextLine(), child.nextLine()))
                    .containsExactlyInAnyOrder("data", "closed");

            // Its writer has closed, it has read all, and still it waits for more
            assertThat(withheld.unread()).isZero();
            assertThat(new StatReader(Child.Machine.PROC).isAlive(reader)).isTrue();
            withheld.close();

            assertThat(child.nextLine()).isEqualTo("next");
            child.tell("end");
        }
    }

    @Test
    void unreadBytesAreCounted() throws IOException {
        String script =
                "exec 3<&0; (printf 12345; echo ready >&2; read go <&3) | (exec 3<&3; echo $$; exec sleep 1000)";
        try (Child child = Child.sh(script.replace("echo $$; ", ""))) {
            ProcessIdentity sleeper = sleeperOf(child);

            try (WithheldPipe withheld = pipes.withhold(sleeper, 0).orElseThrow()) {
                assertThat(withheld.unread()).isEqualTo(5);
            }
            NativeSignals.byPidfd(new StatReader(Child.Machine.PROC))
                    .send(sleeper, io.jenkins.plugins.cleankill.engine.process.Signal.KILL);
            child.tell("end");
        }
    }

    @Test
    void onlyTheWriteEndIsHeldSoThatWritersStillGetSigpipe() throws IOException {
        try (Child child = Child.sh("echo ready; read line");
                WithheldPipe withheld = pipes.withhold(child.identity(), 0).orElseThrow()) {
            PipeId pipe = DESCRIPTORS
                    .read(child.pid(), 0)
                    .orElseThrow()
                    .pipeEnd()
                    .orElseThrow()
                    .pipe();
            long self = ProcessHandle.current().pid();

            assertThat(DESCRIPTORS.pipes(self))
                    .filteredOn(end -> end.pipe().equals(pipe))
                    .extracting(PipeEnd::access)
                    .containsOnly(PipeEnd.Access.WRITE);
            assertThat(withheld.unread()).isZero();
        }
    }

    @Test
    void noChildInheritsWhatIsWithheld() throws IOException {
        try (Child child = Child.sh("echo ready; read line");
                WithheldPipe withheld = pipes.withhold(child.identity(), 0).orElseThrow();
                Child later = Child.sh("echo ready; read line")) {
            PipeId pipe = DESCRIPTORS
                    .read(child.pid(), 0)
                    .orElseThrow()
                    .pipeEnd()
                    .orElseThrow()
                    .pipe();

            assertThat(DESCRIPTORS.pipes(later.pid()))
                    .noneMatch(end -> end.pipe().equals(pipe));
            assertThat(withheld.unread()).isZero();
        }
    }

    @Test
    void nothingIsWithheldFromWhoReadsNoPipeOrIsGone() throws IOException {
        try (Child child = Child.sh("exec 0</dev/null; echo ready; exec sleep 1000")) {
            assertThat(pipes.withhold(child.identity(), 0)).isEmpty();
            assertThat(pipes.withhold(child.identity(), 1)).as("a write end").isEmpty();
            assertThat(pipes.withhold(child.identity(), 77)).as("closed").isEmpty();
        }
        try (Child child = Child.sh("echo ready; read line")) {
            ProcessIdentity former =
                    new ProcessIdentity(child.pid(), child.identity().start() - 1);
            assertThat(pipes.withhold(former, 0)).isEmpty();
        }
    }

    private static ProcessIdentity sleeperOf(Child child) throws IOException {
        while (true) {
            var table = new LinuxProcesses(
                            Child.Machine.PROC,
                            new BootClock(Child.Machine.PROC, true),
                            new SocketPairs(new UnixSockets(false)))
                    .read(id -> false);
            var sleeper = table.descendants(table.find(child.identity()).orElseThrow()).stream()
                    .filter(info -> info.name().equals("sleep"))
                    .findFirst();
            if (sleeper.isPresent()) {
                return sleeper.get().identity();
            }
        }
    }
}
