package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sandbox whose filter knows pidfd_open(2) and refuses pidfd_send_signal(2), as some of containers do. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SandboxedSignalsTest {

    private static final int REFUSED = 42;

    /** Installs a filter of seccomp(2) that answers the errno to system call 424, and becomes the program. */
    private static final String SANDBOX = """
        my $errno = shift;
        my $filter = pack("SCCL", 0x20, 0, 0, 0) . pack("SCCL", 0x15, 0, 1, 424)
            . pack("SCCL", 6, 0, 0, 0x50000 | $errno) . pack("SCCL", 6, 0, 0, 0x7fff0000);
        my $program = pack("Sx6P", 4, $filter);
        exit 42 if syscall(157, 38, 1, 0, 0, 0) != 0 || syscall(157, 22, 2, $program) != 0;
        exec @ARGV;
        """;

    /** Prints what such a JVM can do to its child. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LinuxSystem system = LinuxSystem.local();
        Process child = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessIdentity identity = Child.identityOf(child.pid());
            System.out.println(system.signals().probe(identity).map(Enum::name));
            System.out.println(system.signals().send(identity, Signal.TERM));
            System.out.println(child.waitFor(30, TimeUnit.SECONDS) ? child.exitValue() : "alive");
            System.out.println(system.signals().send(identity, Signal.TERM));
        } finally {
            child.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LibC.EPERM, LibC.ENOSYS})
    void isLeftByKill(int errno) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(List.of(
                        "perl",
                        "-e",
                        SANDBOX,
                        Integer.toString(errno),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        TestJvm.NATIVE_ACCESS,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SandboxedSignalsTest.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        int exitCode = jvm.waitFor();
        assumeTrue(exitCode != REFUSED, "no filter may be installed here");
        assertThat(output.lines()).containsExactly(Optional.of("SENT").toString(), "SENT", "143", "NO_SUCH_PROCESS");
    }
}
