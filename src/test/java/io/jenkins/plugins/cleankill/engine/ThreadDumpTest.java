package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.HangingJvm;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What processes do is asked of them before the first signal: real ones, whose own output is lost. */
@EnabledOnOs(OS.LINUX)
class ThreadDumpTest {

    private static final Ladder LADDER = Ladder.softKill(RealBuild.WINDOW);

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void aJvmWhoseOutputIsLostTellsUsWhatItsMainThreadDoes() throws Exception {
        try (RealBuild build = startJvm("")) {
            long pid = build.process().pid();

            Outcome outcome = end(build);

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.dumps()).singleElement().satisfies(dump -> {
                assertThat(dump.pid()).isEqualTo(pid);
                assertThat(dump.text()).contains("Full thread dump", "waitsForAnAnswerThatNeverComes");
            });
            assertThat(signals(outcome)).containsExactly(Signal.QUIT, Signal.TERM);
            assertThat(outcome.remarks()).isEmpty();
            assertThat(Path.of("/tmp/.attach_pid" + pid)).doesNotExist();
            assertThat(log)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("[clean-kill] Thread dump of java (" + pid + "), ")
                            .endsWith("; \"main\" is WAITING (parking):"))
                    .anySatisfy(line -> assertThat(line).startsWith("[clean-kill]   at jdk.internal.misc.Unsafe.park"));
        }
    }

    @Test
    void aDeadlockIsALineOfTheLog() throws Exception {
        try (RealBuild build = startJvm("", "deadlock")) {
            end(build);

            assertThat(log)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("[clean-kill] Deadlock in java (")
                            .contains("\"first-of-two\" waits for \"second-of-two\"")
                            .contains("\"second-of-two\" waits for \"first-of-two\""));
        }
    }

    @Test
    void aJvmThatListensAlreadyGetsNoSigquit() throws Exception {
        try (RealBuild build = startJvm("-XX:+StartAttachListener")) {
            Outcome outcome = end(build);

            assertThat(outcome.dumps()).hasSize(1);
            assertThat(signals(outcome)).containsExactly(Signal.TERM);
        }
    }

    @Test
    void aJvmThatTakesNoRequestPrintsItsDumpItself() throws Exception {
        try (RealBuild build = startJvm("-XX:+DisableAttachMechanism")) {
            Outcome outcome = end(build);

            assertThat(outcome.dumps()).isEmpty();
            assertThat(signals(outcome)).containsExactly(Signal.QUIT, Signal.TERM);
            assertThat(outcome.remarks()).singleElement().asString().startsWith("No thread dump came here from java (");
            assertThat(Files.readString(folder.resolve("build/own"))).contains("Full thread dump");
        }
    }

    @Test
    void aJvmThatIsStoppedIsNotWaitedFor() throws Exception {
        try (RealBuild build = startJvm("")) {
            OperatingSystem system = LinuxSystem.local();
            ProcessIdentity jvm = build.alive().get(0).identity();
            system.signals().send(jvm, Signal.STOP);
            while (!system.evidence().state(jvm).equals(Optional.of(ProcessState.STOPPED))) {
                Thread.onSpinWait();
            }

            Outcome outcome = end(build);

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.dumps()).isEmpty();
            assertThat(outcome.remarks()).singleElement().asString().endsWith("as it is stopped");
        }
    }

    /** Go catches SIGQUIT as well, and ends: only the code of a JVM in its memory says what the signal does. */
    @Test
    void aProcessThatCatchesSigquitAndIsNoJvmGetsNone() throws Exception {
        try (RealBuild build =
                start("trap 'echo ended by SIGQUIT; exit 9' QUIT; trap 'echo bye; exit 0' TERM; echo READY;"
                        + " while :; do sleep 0.1; done")) {
            build.output().awaitLine("READY");

            Outcome outcome = end(build);

            assertThat(build.output().awaitEnd()).containsExactly("READY", "bye");
            assertThat(outcome.dumps()).isEmpty();
            assertThat(outcome.remarks()).isEmpty();
        }
    }

    /** Whether it prints is up to the program: Python by faulthandler, Ruby by a trap as sidekiq has it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python3|-uc|USR1|import faulthandler, signal; faulthandler.register(signal.SIGUSR1, file=1);"
                        + " print('READY'); [signal.pause() for _ in iter(int, 1)]|most recent call first",
                "ruby|-e|TTIN|trap('TTIN') { puts Thread.list.map(&:backtrace); STDOUT.flush };"
                        + " puts 'READY'; STDOUT.flush; sleep|sleep",
            })
    void aProgramPrintsWhatHangsByASignalThatItCatches(
            String program, String option, String signal, String text, String printed) throws Exception {
        assumeTrue(Shell.isInstalled(program), program + " is not installed");
        try (RealBuild build = RealBuild.start(
                Files.createDirectory(folder.resolve("build")), Map.of(), List.of(program, option, text))) {
            build.output().awaitLine("READY");

            Outcome outcome = end(build, false, DumpSignals.parse(signal));

            assertThat(build.output().awaitEnd())
                    .anySatisfy(line -> assertThat(line).contains(printed));
            assertThat(signals(outcome))
                    .startsWith(Signal.named(signal).orElseThrow())
                    .hasSize(2);
            assertThat(log)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("[clean-kill] Asked to print what hangs, by a signal that is caught: SIG"
                                    + signal));
        }
    }

    private static List<Signal> signals(Outcome outcome) {
        return outcome.processes().stream()
                .flatMap(process -> process.signals().stream())
                .map(Outcome.SignalRecord::signal)
                .toList();
    }

    private RealBuild startJvm(String options, String... words) throws Exception {
        RealBuild build = start("exec '" + java() + "' " + options + " -cp '" + classes() + "' "
                + HangingJvm.class.getName() + " " + String.join(" ", words) + " > \"$MARKERS/own\" 2>&1");
        build.awaitMark("ready");
        return build;
    }

    private RealBuild start(String script) throws IOException {
        return RealBuild.start(Files.createDirectory(folder.resolve("build")), Map.of(), List.of("dash", "-c", script));
    }

    private Outcome end(RealBuild build) throws IOException {
        return end(build, true, DumpSignals.NONE);
    }

    private Outcome end(RealBuild build, boolean dumpThreads, DumpSignals signals) throws IOException {
        Settings settings = new Settings(
                LADDER,
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                dumpThreads,
                signals,
                null);
        return build.cleanKill(settings, new LogLines("Aborted", LADDER, log::add))
                .terminate();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classes() throws URISyntaxException {
        return Path.of(HangingJvm.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }
}
