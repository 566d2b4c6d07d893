package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.DeliveryContract;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The container's script keeps the contract of delivery, under each shell that it is written for. */
@EnabledOnOs(OS.LINUX)
class ScriptDeliveryTest extends DeliveryContract {

    @TempDir
    private static Path folder;

    private Container machine;
    private Container box;

    @BeforeAll
    void startContainers() throws IOException, InterruptedException {
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
        machine = Container.start();
        box = Container.startIn(folder);
    }

    @AfterAll
    void stopContainers() throws IOException {
        if (box != null) {
            box.close();
        }
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    protected Stream<Shell> shells() {
        return ScriptTestBase.shells();
    }

    /** The script is a shell that forks, where the engine makes system calls. */
    @Override
    protected int examplesAtATime() {
        return 2;
    }

    @Override
    protected Path newFolder() throws IOException {
        return Files.createTempDirectory(folder, "build");
    }

    @Override
    protected List<String> entering(Shell shell, List<String> words) {
        return container(shell).entering(words);
    }

    @Override
    protected Outcome abort(RealBuild build, Shell shell, Duration window) throws IOException {
        Settings settings = new Settings(
                Ladder.softKill(window),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false);
        Container container = container(shell);
        Outcome outcome = new ContainerRun(container, List.of(shell.command().split(" ")), settings)
                .begin(build.cookie())
                .end();
        assertThat(container.isRunning()).isTrue();
        return outcome;
    }

    private Container container(Shell shell) {
        assumeTrue(shell.isInstalled(), shell + " is not installed");
        return shell == Shell.BUSYBOX ? box : machine;
    }
}
