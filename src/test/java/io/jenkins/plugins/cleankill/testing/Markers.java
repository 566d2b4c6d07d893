package io.jenkins.plugins.cleankill.testing;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder in which the scripts of a test leave marks. Its name in their environment, {@code $MARKERS}, tells their processes
 * from all others of the machine.
 */
public record Markers(Path folder) {

    /** Marks in a new folder, within the parent. */
    public static Markers in(Path parent) throws IOException {
        return new Markers(Files.createTempDirectory(parent, "marks"));
    }

    /** The file of a mark. */
    public Path mark(String name) {
        return folder.resolve(name);
    }

    /** Whether a script, or the test, has left that mark. */
    public boolean has(String name) {
        return Files.exists(mark(name));
    }

    /** Leaves a mark, for which a script waits. */
    public void leave(String name) throws IOException {
        Files.createFile(mark(name));
    }

    /** The test's processes that live. A zombie has ended, whichever process collects it later. */
    public Stream<ProcessInfo> alive() throws IOException {
        return LinuxSystem.local().processes().read(process -> true).all().stream()
                .filter(ProcessInfo::isAlive)
                .filter(process -> process.environment().hasAll(Map.of("MARKERS", folder.toString())));
    }

    /** Waits until none of these lives. A ProcessHandle would wait for zombies, too. */
    void awaitEnd(Predicate<ProcessInfo> which) throws IOException, InterruptedException {
        try (ExitWaiter waiter = LinuxSystem.local().newExitWaiter()) {
            for (Set<ProcessIdentity> left = alive(which); !left.isEmpty(); left = alive(which)) {
                if (waiter.await(left, Duration.ofSeconds(90)).isEmpty()
                        && !alive(which).isEmpty()) {
                    throw new AssertionError("still there: " + alive(which));
                }
            }
        }
    }

    private Set<ProcessIdentity> alive(Predicate<ProcessInfo> which) throws IOException {
        return alive().filter(which).map(ProcessInfo::identity).collect(Collectors.toSet());
    }

    /** Kills what a failed test has left. */
    public void kill() throws IOException {
        kill(process -> true);
    }

    void kill(Predicate<ProcessInfo> which) throws IOException {
        alive().filter(which)
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
