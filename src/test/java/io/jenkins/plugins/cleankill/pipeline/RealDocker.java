package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;

/** The Docker engine of this machine, with an image of our own that has nothing but busybox in it. */
final class RealDocker implements AutoCloseable {

    /** Its name as a tool. */
    static final String TOOL = "docker";

    /** The image, which no registry is asked for. */
    static final String IMAGE = "clean-kill-test:" + UUID.randomUUID();

    /** The reason of a skipped test. */
    static final String WHY_NOT = "no Docker engine answers here";

    private static final boolean ANSWERS = Shell.isInstalled("docker") && exitCode("docker", "version") == 0;

    private RealDocker() {}

    /** Whether there is one. */
    static boolean answers() {
        return ANSWERS;
    }

    /** Makes the image and installs the command as a tool of Jenkins. */
    static RealDocker install(Path folder) throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Container.furnish(root);
        int exit = exitCode("sh", "-c", "tar -C \"$1\" -cf - . | docker import - \"$2\"", "sh", root.toString(), IMAGE);
        if (exit != 0) {
            throw new IOException("docker import: " + exit);
        }
        Jenkins.get()
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(new DockerTool(TOOL, home().toString(), List.of()));
        return new RealDocker();
    }

    /** The folder that has the command in its {@code bin}. */
    private static Path home() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("docker")) && folder.endsWith("bin"))
                .findFirst()
                .orElseThrow()
                .getParent();
    }

    private static int exitCode(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }

    @Override
    public void close() {
        exitCode("docker", "rmi", "--force", IMAGE);
    }
}
