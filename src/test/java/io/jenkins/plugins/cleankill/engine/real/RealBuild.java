package io.jenkins.plugins.cleankill.engine.real;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real command with a cookie of its own. Its standard output is a FIFO that the test reads to its end, so that a word
 * of the build can be waited for and so that the end of the output says that nobody holds it any more. Standard error
 * goes to a file.
 */
public final class RealBuild implements AutoCloseable {

    /** Long enough for every tool of the tests, short enough for a test of a stubborn one. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private final OperatingSystem system = LinuxSystem.local();
    private final Cookie cookie = Cookie.random();
    private final Path folder;
    private final Process process;
    private final Output output;

    private RealBuild(Path folder, Map<String, String> variables, List<String> command) throws IOException {
        this.folder = folder;
        File fifo = makeFifo(folder.resolve("output"));
        this.output = Output.of(fifo);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(fifo)
                .redirectError(errors().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JENKINS") || name.equals("BUILD_ID"));
        builder.environment().putAll(variables);
        builder.environment().putAll(cookie.asVariables());
        builder.environment().put("MARKERS", folder.toString());
        this.process = builder.start();
    }

    /** Starts the command; its files lie in the empty folder. */
    public static RealBuild start(Path folder, Map<String, String> variables, List<String> command) throws IOException {
        return new RealBuild(folder, variables, command);
    }

    private static File makeFifo(Path path) throws IOException {
        try {
            int exit = new ProcessBuilder("mkfifo", path.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("mkfifo " + path + ": " + exit);
            }
            return path.toFile();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The cookie that the build's processes carry. */
    public Cookie cookie() {
        return cookie;
    }

    /** The build's output as it comes. */
    public Output output() {
        return output;
    }

    /** The build's text on its standard error. */
    public String errorText() throws IOException {
        return Files.readString(errors());
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    /** Whether one of its steps has left this mark. */
    public boolean hasMark(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** Waits until one of its steps has left this mark; fails if the build ends before. */
    public void awaitMark(String name) throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!hasMark(name)) {
                Optional<WatchKey> key = Optional.ofNullable(watch.poll(1, TimeUnit.SECONDS));
                if (key.isEmpty() && !process.isAlive() && !hasMark(name)) {
                    throw new AssertionError("the build ended without the mark " + name + ": " + errorText());
                }
                key.ifPresent(changed -> {
                    changed.pollEvents();
                    changed.reset();
                });
            }
        }
    }

    /** The build's first process. */
    public Process process() {
        return process;
    }

    /** The engine that ends this build alone. */
    public CleanKill cleanKill(Ladder ladder, ProgressListener listener) {
        return cleanKill(system, ladder, listener);
    }

    private CleanKill cleanKill(OperatingSystem port, Ladder ladder, ProgressListener listener) {
        Settings settings = new Settings(
                ladder,
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                Settings.DEFAULT.dumpThreads());
        return new CleanKill(port, new TerminationRequest(Scope.of(cookie), settings, Veto.NONE, listener));
    }

    /** The engine that ends this build alone, under these settings. */
    public CleanKill cleanKill(Settings settings, ProgressListener listener) {
        return new CleanKill(system, new TerminationRequest(Scope.of(cookie), settings, Veto.NONE, listener));
    }

    /** Ends this build with SIGTERM and the usual window. */
    public Outcome terminate() throws IOException {
        return terminate(WINDOW);
    }

    /** Ends this build with SIGTERM and that window. */
    public Outcome terminate(Duration window) throws IOException {
        return terminate(system, window);
    }

    /** The same by another port of the engine. */
    public Outcome terminate(OperatingSystem port, Duration window) throws IOException {
        ByteArrayOutputStream takenOver = new ByteArrayOutputStream();
        Outcome outcome = cleanKill(port, Ladder.softKill(window), event -> {
                    if (event instanceof TerminationEvent.TakenOver output) {
                        takenOver.writeBytes(output.output());
                    }
                })
                .terminate();
        output.add(takenOver.toString(StandardCharsets.UTF_8));
        return outcome;
    }

    /** The build's live processes: all that carry the cookie. */
    public List<ProcessInfo> alive() throws IOException {
        return system.processes().read(identity -> true).all().stream()
                .filter(info -> info.isAlive() && info.environment().hasAll(cookie.asVariables()))
                .toList();
    }

    /** Whether this very process has not ended. */
    public boolean isAlive(ProcessIdentity identity) throws IOException {
        return system.processes().read(other -> false).isAlive(identity);
    }

    /** Kills what is left of it, if a test has failed. */
    @Override
    public void close() throws IOException {
        for (List<ProcessInfo> left = alive(); !left.isEmpty(); left = alive()) {
            left.forEach(info -> system.signals().send(info.identity(), Signal.KILL));
            Thread.onSpinWait();
        }
    }
}
