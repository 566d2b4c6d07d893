package io.jenkins.plugins.cleankill.agent;

import hudson.util.StreamCopyThread;
import io.jenkins.plugins.cleankill.engine.os.LiveThreads;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.pipe.HeldOutput;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows the build's output to its end. The JDK closes the pipe when the command itself has ended, though its
 * descendants may still write: so the pipe is taken over before the first signal, and pumped from there.
 */
final class OutputTakeover implements AutoCloseable {

    private static final String OUTPUT_COPIER = ": stdout copier";
    private static final String ERROR_COPIER = ": stderr copier";
    private static final byte[] ANNOUNCEMENT =
            (LogLines.line("The output is followed to its end") + "\n").getBytes(StandardCharsets.UTF_8);

    private final List<OutputPump> pumps = new ArrayList<>();
    private Optional<HolderWatch> watch = Optional.empty();

    /** Takes the outputs over that can be; Jenkins goes on copying the others. */
    void takeOver(OperatingSystem system, CommandOutput followed) throws IOException {
        if (followed != null && system.outputPipes().isPresent()) {
            watch = RunningWatches.cancel(followed.launch());
            OutputPipes pipes = system.outputPipes().get();
            Optional<ProcessIdentity> child = child(system, followed);
            child.ifPresent(id -> take(pipes, id, 1, followed.output(), copiers(followed, OUTPUT_COPIER)));
            child.ifPresent(id -> take(pipes, id, 2, followed.errors(), copiers(followed, ERROR_COPIER)));
        }
    }

    /** Our child that this launch started; not, if it has become a program that was given another environment. */
    static Optional<ProcessIdentity> child(OperatingSystem system, CommandOutput followed) throws IOException {
        long own = system.processes().ownPid();
        Set<ProcessIdentity> children = system.processes().read(id -> false).all().stream()
                .filter(process -> process.parent() == own && process.isAlive())
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
        return system.processes().read(children::contains).all().stream()
                .filter(process -> process.environment().hasAll(followed.asVariables()))
                .map(ProcessInfo::identity)
                .findFirst();
    }

    /** The pipes of the launch, each with the command's descriptor, as far as they can be told for certain. */
    static Map<Long, Integer> pipes(OperatingSystem system, CommandOutput followed, Optional<ProcessIdentity> command) {
        Map<Long, Integer> found = new HashMap<>();
        system.outputPipes().ifPresent(pipes -> {
            pipes.pipe(command, 1, named(followed, OUTPUT_COPIER)).ifPresent(pipe -> found.put(pipe, 1));
            pipes.pipe(command, 2, named(followed, ERROR_COPIER)).ifPresent(pipe -> found.putIfAbsent(pipe, 2));
        });
        return found;
    }

    /** The threads that may copy it: by the command, or all, if another launcher has changed the command. */
    private static List<Thread> copiers(CommandOutput followed, String suffix) {
        List<Thread> named = named(followed, suffix);
        return named.isEmpty() ? threads(name -> name.endsWith(suffix)) : named;
    }

    private static List<Thread> named(CommandOutput followed, String suffix) {
        return threads(name -> name.equals(followed.command() + suffix));
    }

    private static List<Thread> threads(Predicate<String> name) {
        return LiveThreads.all()
                .filter(StreamCopyThread.class::isInstance)
                .filter(thread -> name.test(thread.getName()))
                .toList();
    }

    private void take(
            OutputPipes pipes, ProcessIdentity child, int descriptor, OutputStream sink, List<Thread> copiers) {
        if (sink != null) {
            pipes.takeOver(child, descriptor, ANNOUNCEMENT, copiers)
                    .ifPresent(taken -> pumps.add(new OutputPump(taken, sink)));
        }
    }

    /** Takes over what others hold of an output whose command has ended. */
    boolean takeHeld(OperatingSystem system, HeldOutput held, CommandOutput followed, boolean errors) {
        OutputStream sink = errors ? followed.errors() : followed.output();
        PipeHolder holder = held.holder();
        int descriptor = holder.descriptors().get(0);
        List<Thread> copiers = copiers(followed, errors ? ERROR_COPIER : OUTPUT_COPIER);
        Optional<OutputPump> pump = sink == null
                ? Optional.empty()
                : system.outputPipes()
                        .flatMap(pipes ->
                                pipes.takeOverHeld(holder.process().identity(), descriptor, ANNOUNCEMENT, copiers))
                        .map(taken -> new OutputPump(taken, sink));
        pump.ifPresent(pumps::add);
        return pump.isPresent();
    }

    /** After a termination: those that hold the output all the same, less those of which the outcome tells. */
    Set<ProcessIdentity> nameOrphans(Outcome outcome, Consumer<String> log) throws IOException {
        if (watch.isEmpty()) {
            return Set.of();
        }
        Set<Long> reported =
                outcome.processes().stream().map(ProcessRecord::pid).collect(Collectors.toSet());
        watch.get().nameOrphans(reported, log);
        return watch.get().orphans();
    }

    List<OutputPump> pumps() {
        return List.copyOf(pumps);
    }

    /** Lets the output go on; it was held so that our first line comes before what it leads to. */
    void goOn() {
        pumps.forEach(OutputPump::begin);
    }

    /** Waits until the output has come to its end. */
    void drain() {
        pumps.forEach(OutputPump::drain);
    }

    @Override
    public void close() {
        pumps.forEach(OutputPump::close);
    }
}
