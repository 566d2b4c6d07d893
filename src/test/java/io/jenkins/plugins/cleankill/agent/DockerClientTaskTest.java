package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DockerClientTaskTest {

    @TempDir
    private Path folder;

    private boolean isThere() throws Exception {
        return DockerClientTask.timeWithDocker(
                        FilePath.localChannel,
                        Map.of("PATH", "/nowhere::" + folder, "DOCKER_HOST", "tcp://docker:2376"))
                .isPresent();
    }

    @Test
    void aCommandOnTheBuildsPathAndANamedDaemonAreDocker() throws Exception {
        Files.createFile(folder.resolve("docker")).toFile().setExecutable(true);

        assertThat(isThere()).isTrue();
    }

    @Test
    void aMachineWithoutTheCommandHasNone() throws Exception {
        assertThat(isThere()).isFalse();
    }
}
