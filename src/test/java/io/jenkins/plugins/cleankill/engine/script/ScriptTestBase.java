package io.jenkins.plugins.cleankill.engine.script;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests with two containers for all of them: one that sees the machine's files, and one that has nothing but busybox. */
abstract class ScriptTestBase {

    @TempDir
    static Path folder;

    private static Container machine;
    private static Container box;

    @BeforeAll
    static void startContainers() throws IOException, InterruptedException {
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
        Files.createDirectories(folder.resolve("work"));
        machine = Container.start();
        box = Container.startIn(folder);
    }

    @AfterAll
    static void stopContainers() throws IOException {
        // There are none where the assumption does not hold
        for (Container container :
                Stream.of(machine, box).filter(Objects::nonNull).toList()) {
            container.close();
        }
    }

    /** All that the script is written for. */
    static Stream<Shell> shells() {
        return Stream.of(Shell.DASH, Shell.BASH, Shell.BUSYBOX);
    }

    /** The two that differ most, one in each container. */
    static Stream<Shell> oneInEach() {
        return Stream.of(Shell.DASH, Shell.BUSYBOX);
    }

    /** The one that has this shell. */
    static Container container(Shell shell) {
        assumeTrue(shell.isInstalled(), shell + " is not installed");
        return shell == Shell.BUSYBOX ? box : machine;
    }

    /** A run of the script there, by that shell. */
    static ContainerRun run(Shell shell, Settings settings) {
        return new ContainerRun(container(shell), List.of(shell.command().split(" ")), settings);
    }
}
