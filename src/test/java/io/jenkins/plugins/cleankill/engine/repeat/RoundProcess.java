package io.jenkins.plugins.cleankill.engine.repeat;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The JVM of a {@link Round}, and the processes that it has left. */
final class RoundProcess {

    /** The variable that everything inherits what a round starts. */
    private static final String MARK = "CLEAN_KILL_ROUND";

    /** The time in which a thaw watchdog ends, whose JVM is lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final LinuxSystem system = LinuxSystem.local();
    private final String mark = UUID.randomUUID().toString();
    private final Path log;
    private final Path results;

    /** @param log the file that gets the round's output */
    RoundProcess(Path log) throws IOException {
        this.log = log;
        this.results = Files.createTempFile("round", ".results");
    }

    /** Runs the classes; those that are missing among the results had no end within the time. */
    List<Result> run(List<String> tests, Duration limit) throws IOException, InterruptedException {
        Process jvm = builder(tests).start();
        try {
            if (!jvm.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                dumpThreads(jvm);
            }
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        List<Result> found =
                Files.readAllLines(results).stream().map(Result::of).toList();
        Files.delete(results);
        return found;
    }

    private ProcessBuilder builder(List<String> tests) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("clean-kill.") || name.startsWith("jth."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(Round.class.getName(), results.toString()));
        command.addAll(tests);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put(MARK, mark);
        return builder;
    }

    /** HotSpot answers SIGQUIT on its standard output, which is the log. */
    private void dumpThreads(Process jvm) throws IOException {
        for (ProcessInfo info : system.processes().read(id -> false).all()) {
            if (info.pid() == jvm.pid()) {
                system.signals().send(info.identity(), Signal.QUIT);
            }
        }
        pause(Duration.ofSeconds(2));
    }

    /** The command lines of what the round has left, which is ended. Its JVM is over. */
    List<String> left() throws IOException {
        long begun = System.nanoTime();
        List<ProcessInfo> marked = marked();
        while (!marked.isEmpty() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            await(marked);
            marked = marked();
        }
        List<String> lines = new ArrayList<>();
        for (ProcessInfo info : marked) {
            lines.add(info.pid() + " "
                    + system.processes()
                            .details(info.identity())
                            .map(details -> details.commandLine().toString())
                            .orElse(info.name()));
            system.signals().send(info.identity(), Signal.KILL);
        }
        return lines;
    }

    private List<ProcessInfo> marked() throws IOException {
        return system.processes().read(id -> true).all().stream()
                .filter(info -> info.isAlive() && info.environment().has(MARK, mark))
                .toList();
    }

    private void await(List<ProcessInfo> processes) {
        try (ExitWaiter waiter = system.newExitWaiter()) {
            waiter.await(
                    processes.stream().map(ProcessInfo::identity).collect(Collectors.<ProcessIdentity>toSet()),
                    Duration.ofSeconds(1));
        }
    }

    private void pause(Duration length) {
        try (ExitWaiter waiter = system.newExitWaiter()) {
            waiter.pause(length);
        }
    }
}
