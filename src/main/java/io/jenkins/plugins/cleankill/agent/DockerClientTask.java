package io.jenkins.plugins.cleankill.agent;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;

/**
 * Asks an agent whether a build's commands find a {@code docker} there, and a daemon for it, and for the time there. No
 * process is started.
 */
public final class DockerClientTask extends MasterToSlaveCallable<Long, IOException> {

    private static final long serialVersionUID = 1L;
    private static final String RUNTIME_FOLDER = "XDG_RUNTIME_DIR";

    private final String path;
    private final boolean named;

    private DockerClientTask(Map<String, String> environment) {
        this.path = environment.getOrDefault("PATH", "");
        this.named = isNamed(environment);
    }

    /** The agent's time if there are both, empty if not. */
    public static Optional<Instant> timeWithDocker(VirtualChannel channel, Map<String, String> environment)
            throws IOException, InterruptedException {
        return Optional.ofNullable(channel.call(new DockerClientTask(environment)))
                .map(Instant::ofEpochMilli);
    }

    @Override
    public Long call() {
        return isThere() ? new SystemClock().wallTime().toEpochMilli() : null;
    }

    private boolean isThere() {
        Map<String, String> own = System.getenv();
        String folders = path.isEmpty() ? own.getOrDefault("PATH", "") : path;
        return File.separatorChar == '/'
                && Stream.of(folders.split(File.pathSeparator))
                        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "docker")))
                && (named || isNamed(own) || hasSocket(own));
    }

    /** The daemon is told by a variable: it may be on another machine. */
    private static boolean isNamed(Map<String, String> environment) {
        return Stream.of("DOCKER_HOST", "DOCKER_CONTEXT")
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    /** The places where docker looks by itself: root's daemon, a user's own, a context that the user has chosen. */
    @SuppressFBWarnings(
            value = "DMI_HARDCODED_ABSOLUTE_FILENAME",
            justification = "where docker itself looks, if nothing tells it another place")
    private static boolean hasSocket(Map<String, String> own) {
        return Files.exists(Path.of("/var/run/docker.sock"))
                || own.containsKey(RUNTIME_FOLDER) && Files.exists(Path.of(own.get(RUNTIME_FOLDER), "docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "contexts"));
    }
}
