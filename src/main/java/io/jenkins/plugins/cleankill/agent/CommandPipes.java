package io.jenkins.plugins.cleankill.agent;

import hudson.util.StreamCopyThread;
import io.jenkins.plugins.cleankill.engine.os.LiveThreads;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A command that this JVM has launched: its process, its pipes, and the JDK's threads that copy from them. */
final class CommandPipes {

    private static final String OUTPUT_COPIER = ": stdout copier";
    private static final String ERROR_COPIER = ": stderr copier";

    private CommandPipes() {}

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

    /** The threads that may copy that output: by the command, or all, if another launcher has changed the command. */
    static List<Thread> copiers(CommandOutput followed, boolean errors) {
        String suffix = errors ? ERROR_COPIER : OUTPUT_COPIER;
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
}
