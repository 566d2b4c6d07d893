package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM that has used up all its descriptors, as an agent that leaks them. */
@EnabledOnOs(OS.LINUX)
class WithoutDescriptorsTest {

    /** Prints what such a JVM sees of the child that it started before, and of one that has ended. */
    public static void main(String[] args) throws IOException {
        LinuxSystem system = LinuxSystem.local();
        Process alive = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessIdentity identity = Child.identityOf(alive.pid());
            look(system, identity);
        } finally {
            alive.destroyForcibly();
        }
    }

    private static void look(LinuxSystem system, ProcessIdentity identity) throws IOException {
        ExitWaiter before = system.newExitWaiter();
        loadClasses(system, identity);
        List<FileInputStream> all = useUp();
        ProcessTable table = system.processes().read(id -> id.equals(identity));
        System.out.println("listed " + table.isAlive(identity));
        System.out.println("environment "
                + table.find(identity).orElseThrow().environment().readability());
        System.out.println("pipes "
                + !system.processes().details(identity).orElseThrow().pipes().isEmpty());
        System.out.println("ended " + before.await(Set.of(identity), Duration.ofMillis(20)));
        ExitWaiter after = system.newExitWaiter();
        System.out.println("ended, to a new waiter " + after.await(Set.of(identity), Duration.ofMillis(20)));
        after.wakeUp();
        System.out.println("woken " + after.await(Set.of(), Duration.ofDays(1)));
        System.out.println(system.signals().send(identity, Signal.STOP));
        System.out.println(system.signals().send(identity, Signal.KILL));
        System.out.println(
                "ended " + before.await(Set.of(identity), Duration.ofMinutes(1)).equals(Set.of(identity)));
        System.out.println(system.signals().send(identity, Signal.KILL));
        System.out.println(all.isEmpty() ? "nothing was scarce" : "scarce");
    }

    /** A folder of classes is read file by file; the archive that users run is open. */
    private static void loadClasses(LinuxSystem system, ProcessIdentity identity) throws IOException {
        system.processes().read(id -> id.equals(identity));
        system.processes().details(identity);
        system.signals().send(identity, Signal.CONT);
        NativeSignals.byPid(new StatReader(Child.Machine.PROC)).probe(identity);
        new PollingExitWaiter(id -> false, system.clock()).await(Set.of(identity), Duration.ZERO);
        Child.Machine.PROC.hasDescriptors();
    }

    private static List<FileInputStream> useUp() {
        List<FileInputStream> all = new ArrayList<>();
        while (true) {
            try {
                all.add(new FileInputStream("/dev/null"));
            } catch (IOException ignored) {
                // EMFILE: that is the purpose
                return all;
            }
        }
    }

    /** The classes and the one library that they use: a JVM opens each archive before the one that has a class. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(each -> new File(each).isDirectory() || each.contains("jna"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @BeforeEach
    void need() {
        assumeTrue(Shell.isInstalled("prlimit"), "needs prlimit");
    }

    @Test
    void seesWhatIsThereAndSignalsIt() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "prlimit",
                        "--nofile=128:128",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        TestJvm.NATIVE_ACCESS,
                        "-cp",
                        classPath(),
                        WithoutDescriptorsTest.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process jvm = builder.start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .containsExactly(
                        "listed true",
                        "environment READ",
                        "pipes true",
                        "ended []",
                        "ended, to a new waiter []",
                        "woken []",
                        "SENT",
                        "SENT",
                        "ended true",
                        "NO_SUCH_PROCESS",
                        "scarce");
    }
}
