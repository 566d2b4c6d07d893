package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is within the reach of a JVM outside of a container. */
@EnabledOnOs(OS.LINUX)
class ReachTest extends ScriptTestBase {

    private final OperatingSystem system = LinuxSystem.local();

    @ParameterizedTest
    @MethodSource("oneInEach")
    void processesThatAreSeenFromOutsideAreWithinReach(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = startTwo(shell)) {
            Set<ProcessIdentity> members = members(build, shell);

            assertThat(members).hasSize(2);
            assertThat(new Reach(system).beyond(members)).isEmpty();
        }
    }

    @Test
    void oneThatIsNotSeenIsBeyondIt() throws IOException, InterruptedException {
        try (RealBuild build = startTwo(Shell.DASH)) {
            Set<ProcessIdentity> members = new HashSet<>(members(build, Shell.DASH));
            ProcessIdentity unseen =
                    new ProcessIdentity(4_000_000, members.iterator().next().start());
            members.add(unseen);

            assertThat(new Reach(system).beyond(members)).containsExactly(unseen);
        }
    }

    @Test
    void processesThatMayNotBeSignalledAreNot() throws IOException, InterruptedException {
        try (RealBuild build = startTwo(Shell.DASH)) {
            assertThat(new Reach(new Powerless(system)).beyond(members(build, Shell.DASH)))
                    .hasSize(2);
        }
    }

    /** The start time is that of the members, as is the environment; but the pid is of no namespace but ours. */
    @Test
    void processesOfTheMachineItselfAreNotTakenForAContainers() throws IOException {
        ProcessIdentity self = new ProcessIdentity(
                system.processes().ownPid(),
                system.processes()
                        .read(process -> false)
                        .byPid(system.processes().ownPid())
                        .orElseThrow()
                        .identity()
                        .start());

        assertThat(new Reach(system).beyond(Set.of(self))).containsExactly(self);
    }

    private static RealBuild startTwo(Shell shell) throws IOException, InterruptedException {
        RealBuild build = RealBuild.start(
                Files.createTempDirectory(folder.resolve("work"), "build"),
                Map.of(),
                container(shell).entering(shell.inline("sleep 1001 & echo READY; wait")));
        build.output().awaitLine("READY");
        return build;
    }

    private static Set<ProcessIdentity> members(RealBuild build, Shell shell) throws IOException {
        return run(shell, Settings.DEFAULT).survey(build.cookie()).members();
    }

    /** A system that permits no signal. */
    private record Powerless(OperatingSystem real) implements OperatingSystem {

        @Override
        public SignalSender signals() {
            return new SignalSender() {
                @Override
                public Result send(ProcessIdentity process, Signal signal) {
                    return Result.NOT_PERMITTED;
                }

                @Override
                public Optional<Result> probe(ProcessIdentity process) {
                    return Optional.of(Result.NOT_PERMITTED);
                }
            };
        }

        @Override
        public ProcessTableReader processes() {
            return real.processes();
        }

        @Override
        public PipeOpener pipes() {
            return real.pipes();
        }

        @Override
        public Clock clock() {
            return real.clock();
        }

        @Override
        public ExitWaiter newExitWaiter() {
            return real.newExitWaiter();
        }

        @Override
        public List<String> limitations() {
            return real.limitations();
        }
    }
}
