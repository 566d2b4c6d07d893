package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;

/** The Docker engine of this machine, with an image of our own that has nothing but busybox in it. */
final class RealDocker implements AutoCloseable {

    /** Its name as a tool. */
    static final String TOOL = "docker";

    /** The image, which no registry is asked for. */
    static final String IMAGE = "clean-kill-test:" + UUID.randomUUID();

    /** The label of each image that is made of ours, whatever its name, and of each container of it. */
    private static final String LABEL = IMAGE.replace(':', '=');

    /** The reason of a skipped test. */
    static final String WHY_NOT = "no Docker engine answers here";

    private static final boolean ANSWERS = Shell.isInstalled("docker") && exitCode("docker", "version") == 0;

    /** The name of a tool whose {@code docker} hangs on demand. */
    static final String HANGING = "hanging-docker";

    private static final String HANG = """
            #!/bin/sh
            while [ -e '%s' ]; do sleep 0.1; done
            exec '%s' "$@"
            """;

    private final Path root;
    private final List<String> images = new ArrayList<>(List.of(IMAGE));

    private RealDocker(Path root) {
        this.root = root;
    }

    /** Whether there is one. */
    static boolean answers() {
        return ANSWERS;
    }

    /** Makes the image and installs the command as a tool of Jenkins. */
    static RealDocker install(Path folder) throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Container.furnish(root);
        importImage(root, IMAGE, "");
        Jenkins.get()
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(new DockerTool(TOOL, home().toString(), List.of()));
        return new RealDocker(root);
    }

    private static void importImage(Path root, String image, String without) throws IOException {
        int exit = exitCode(
                "sh",
                "-c",
                "tar -C \"$1\" --exclude \"./bin/${3:-nothing}\" -cf - . | docker import --change \"$4\" - \"$2\"",
                "sh",
                root.toString(),
                image,
                without,
                "LABEL " + LABEL);
        if (exit != 0) {
            throw new IOException("docker import: " + exit);
        }
    }

    /** The name of an image that lacks this command. */
    String without(String command) throws IOException {
        String image = IMAGE + "-without-" + command;
        if (!images.contains(image)) {
            importImage(root, image, command);
            images.add(image);
        }
        return image;
    }

    /** The name for an image that a build makes. */
    String madeByABuild() {
        String image = IMAGE + "-made";
        images.add(image);
        return image;
    }

    /** Adds a tool whose {@code docker} does nothing as long as that file is there. */
    void installHanging(Path folder, Path file) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("hanging/bin"));
        Path command = Files.writeString(bin.resolve("docker"), HANG.formatted(file, home().resolve("bin/docker")));
        command.toFile().setExecutable(true, false);
        Jenkins.get()
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(
                        new DockerTool(TOOL, home().toString(), List.of()),
                        new DockerTool(HANGING, bin.getParent().toString(), List.of()));
    }

    /** The containers of these images, by their ids. */
    List<String> containers() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String image : images) {
            ids.addAll(lines("docker ps --all --quiet --filter ancestor=" + image));
        }
        return ids.stream().distinct().toList();
    }

    /** The names of those that run. */
    List<String> running() throws IOException {
        return lines("docker ps --format '{{.Names}}' --filter label=" + LABEL);
    }

    /** Starts one, by no build. */
    void start(String name, String arguments) throws IOException {
        run("docker run -d --name " + name + " " + arguments + " " + IMAGE + " sleep 1000 >/dev/null");
    }

    /** Removes what a test has left. */
    void removeContainers() throws IOException {
        for (String id : containers()) {
            exitCode("docker", "rm", "--force", id);
        }
    }

    /** Runs a command of this machine. */
    void run(String command) throws IOException {
        int exit = exitCode("sh", "-c", command);
        if (exit != 0) {
            throw new IOException(command + ": " + exit);
        }
    }

    private static List<String> lines(String command) throws IOException {
        try (Stream<String> lines = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .inputReader()
                .lines()) {
            return lines.toList();
        }
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

    /** With their containers: a build that is killed the hard way leaves them. */
    @Override
    public void close() {
        exitCode("sh", "-c", "docker ps --all --quiet --filter label=" + LABEL + " | xargs -r docker rm --force");
        exitCode("sh", "-c", "docker images --all --quiet --filter label=" + LABEL + " | xargs -r docker rmi --force");
    }
}
