package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.real.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;

/** A {@code docker} command whose containers are namespaces of this machine: see {@code docker.sh}. */
final class FakeDocker {

    /** Its name as a tool. */
    static final String TOOL = "fake";

    private FakeDocker() {}

    /** Installs it as a tool of Jenkins. */
    static void install(Path folder) throws IOException, InterruptedException {
        Container.furnish(Files.createDirectories(folder.resolve("root")));
        Files.createDirectories(folder.resolve("containers"));
        Path command = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        try (InputStream script = FakeDocker.class.getResourceAsStream("docker.sh")) {
            Files.copy(script, command);
        }
        command.toFile().setExecutable(true);
        Jenkins.get()
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(new DockerTool(TOOL, folder.toString(), List.of()));
    }
}
