package io.jenkins.plugins.cleankill.engine;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine keeps the contract of delivery. */
@EnabledOnOs(OS.LINUX)
class EngineDeliveryTest extends DeliveryContract {

    @TempDir
    private static Path folder;

    @Override
    protected Stream<Shell> shells() {
        return Stream.of(Shell.DASH, Shell.BASH, Shell.BUSYBOX);
    }

    @Override
    protected Stream<Shell> shellsOfExamples() {
        return Stream.of(Shell.values());
    }

    @Override
    protected int examplesAtATime() {
        return 6;
    }

    @Override
    protected Path newFolder() throws IOException {
        return Files.createTempDirectory(folder, "build");
    }

    @Override
    protected List<String> entering(Shell shell, List<String> words) {
        return words;
    }

    @Override
    protected Outcome abort(RealBuild build, Shell shell, Duration window) throws IOException {
        return build.terminate(window);
    }
}
