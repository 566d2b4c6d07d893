package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.linux.Child;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM freezes processes and is lost, or not: on a Linux, by the watchdog of any port. */
public abstract class ThawWatchdogContract {

    private static final String TWO_STEPS = "echo ready; read word; echo next $word; read word";
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    private final LinuxSystem system = LinuxSystem.local();

    /** The port's commands that tell whether a process is stopped. */
    protected abstract String isStopped();

    /** The process as the port knows it. */
    protected abstract ProcessIdentity identity(long pid) throws IOException;

    /** The difference of two births that tells two processes apart. */
    protected abstract long ticksApart();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFrozenProcessGetsItsSignalAndGoesOnWhenTheJvmIsLost(boolean killed) throws Exception {
        try (Child held = Child.sh(TWO_STEPS);
                Child guard = Child.sh(TWO_STEPS)) {
            try (Child jvm = jvm(held, guard)) {
                assertThat(state(held)).isEqualTo(ProcessState.STOPPED);
                held.tell("command");
                guard.tell("word");
                if (!killed) {
                    jvm.tell("exit");
                    jvm.exitCode();
                }
            }
            assertThat(held.exitCode()).isEqualTo(128 + Signal.TERM.number());
            assertThat(held.nextLine()).isNull();
            assertThat(guard.nextLine()).isEqualTo("next word");
        }
    }

    @Test
    void itThawsNoProcessWhenTheTerminationIsOver() throws Exception {
        try (Child held = Child.sh(TWO_STEPS)) {
            ThawWatchdog watchdog = new ShellThawWatchdog("it", Duration.ZERO, isStopped());
            assertThat(watchdog.isThere()).isFalse();
            watchdog.watch(identity(held.pid()), Signal.TERM);
            await(watchdog);
            ProcessIdentity shell = watchdogOf(ProcessHandle.current().pid());
            stop(held.identity());

            watchdog.close();

            assertThat(system.newExitWaiter().await(Set.of(shell), AT_MOST)).containsExactly(shell);
            assertThat(state(held)).isEqualTo(ProcessState.STOPPED);
        }
    }

    @Test
    void aProcessThatHasThePidNowIsAnotherOne() throws Exception {
        try (Child held = Child.sh(TWO_STEPS);
                Child other = Child.sh(TWO_STEPS)) {
            ProcessIdentity before =
                    new ProcessIdentity(held.pid(), identity(held.pid()).start() - ticksApart());
            try (Child jvm = jvm("it", Duration.ZERO, before, identity(other.pid()))) {
                stop(held.identity());
            }
            other.tell("word");
            assertThat(other.nextLine()).isEqualTo("next word");
            assertThat(state(held)).isEqualTo(ProcessState.STOPPED);
        }
    }

    @Test
    void aTerminationThatIsTakenUpFindsTheWatchdogAndEndsIt() throws Exception {
        String about = Cookie.random().value();
        try (Child held = Child.sh(TWO_STEPS)) {
            try (Child jvm = jvm(about, Duration.ofMinutes(5), identity(held.pid()), identity(held.pid()))) {
                assertThat(waiting(about)).isEmpty();
            }
            Set<ProcessIdentity> waiting = waiting(about);
            while (waiting.isEmpty()) {
                Thread.onSpinWait();
                waiting = waiting(about);
            }
            for (Set<ProcessIdentity> left = waiting; !left.isEmpty(); left = waiting(about)) {
                left.forEach(each -> system.signals().send(each, Signal.KILL));
            }
            assertThat(state(held)).isEqualTo(ProcessState.STOPPED);
        }
    }

    /** Jenkins ends an agent that it has launched by SIGTERM to all processes below it, the frozen ones' watchdog before the JVM. */
    @Test
    void itOutlivesTheSignalByWhichTheAgentIsEnded() throws Exception {
        try (Child held = Child.sh(TWO_STEPS);
                Child guard = Child.sh(TWO_STEPS)) {
            try (Child jvm = jvm(held, guard)) {
                assertThat(system.signals().send(watchdogOf(jvm.pid()), Signal.TERM))
                        .isEqualTo(Result.SENT);
            }
            assertThat(held.exitCode()).isEqualTo(128 + Signal.TERM.number());
            guard.tell("word");
            assertThat(guard.nextLine()).isEqualTo("next word");
        }
    }

    @Test
    void anAgentHasHalfAMinuteToComeBackUnlessThePropertySaysOtherwise() {
        assertThat(patience(null)).hasSeconds(30);
        assertThat(patience("300")).hasSeconds(300);
        assertThat(patience("0")).hasSeconds(1);
        assertThat(patience("half a minute")).hasSeconds(30);
    }

    private static Duration patience(String seconds) {
        String before = System.getProperty(ShellThawWatchdog.PATIENCE_SECONDS);
        try {
            set(seconds);
            return ShellThawWatchdog.patience();
        } finally {
            set(before);
        }
    }

    private static void set(String seconds) {
        if (seconds == null) {
            System.clearProperty(ShellThawWatchdog.PATIENCE_SECONDS);
        } else {
            System.setProperty(ShellThawWatchdog.PATIENCE_SECONDS, seconds);
        }
    }

    private Set<ProcessIdentity> waiting(String about) throws IOException {
        return system.processes().read(id -> true).all().stream()
                .filter(process -> process.isAlive() && process.environment().has(ThawWatchdog.VARIABLE, about))
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
    }

    private static void await(ThawWatchdog watchdog) {
        while (!watchdog.isThere()) {
            Thread.onSpinWait();
        }
    }

    private Child jvm(Child held, Child guard) throws IOException {
        return jvm("it", Duration.ZERO, identity(held.pid()), identity(guard.pid()));
    }

    private Child jvm(String about, Duration patience, ProcessIdentity held, ProcessIdentity guard) throws IOException {
        return Child.start(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                TestJvm.NATIVE_ACCESS,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HoldingJvm.class.getName(),
                "" + held.pid(),
                "" + held.start(),
                "" + guard.pid(),
                "" + guard.start(),
                about,
                patience.toString(),
                isStopped());
    }

    private static ProcessState state(Child child) throws IOException {
        return state(child.identity());
    }

    private static ProcessState state(ProcessIdentity process) throws IOException {
        return LinuxSystem.local()
                .processes()
                .read(id -> false)
                .find(process)
                .map(ProcessInfo::state)
                .orElse(ProcessState.ZOMBIE);
    }

    /** Who is just running stops a moment later. */
    private static void stop(ProcessIdentity process) throws IOException {
        Result result = LinuxSystem.local().signals().send(process, Signal.STOP);
        while (result == Result.SENT && state(process) != ProcessState.STOPPED) {
            Thread.onSpinWait();
        }
    }

    private ProcessIdentity watchdogOf(long jvm) throws IOException {
        return system.processes().read(id -> false).all().stream()
                .filter(process -> process.parent() == jvm && process.isAlive())
                .map(ProcessInfo::identity)
                .filter(child -> system.processes()
                        .details(child)
                        .filter(details -> details.commandLine().toString().contains("clean-kill-waits"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** Holds the first process, and the second as a guard, until it is told a word. */
    static final class HoldingJvm {

        private HoldingJvm() {}

        public static void main(String[] args) throws IOException {
            ThawWatchdog watchdog = new ShellThawWatchdog(args[4], Duration.parse(args[5]), args[6]);
            ProcessIdentity held = new ProcessIdentity(Long.parseLong(args[0]), Long.parseLong(args[1]));
            ProcessIdentity guard = new ProcessIdentity(Long.parseLong(args[2]), Long.parseLong(args[3]));
            watchdog.watch(held, Signal.TERM);
            watchdog.watch(guard, Signal.CONT);
            await(watchdog);
            stop(Child.identityOf(held.pid()));
            stop(Child.identityOf(guard.pid()));
            System.out.println("ready");
            System.in.read();
        }
    }
}
