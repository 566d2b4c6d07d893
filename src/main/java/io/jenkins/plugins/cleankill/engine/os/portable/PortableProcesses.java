package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Reads the processes that {@link ProcessHandle#allProcesses()} shows. */
final class PortableProcesses implements ProcessTableReader {

    private final LongFunction<Optional<Map<String, String>>> environments;

    PortableProcesses(LongFunction<Optional<Map<String, String>>> environments) {
        this.environments = environments;
    }

    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) {
        long takenAt = now().tick();
        return new ProcessTable(
                ProcessHandle.allProcesses()
                        .map(handle -> info(handle, wantsEnvironment))
                        .toList(),
                takenAt);
    }

    @Override
    public Optional<ProcessDetails> details(ProcessIdentity process) {
        return Handles.find(process).map(handle -> details(handle.info()));
    }

    @Override
    public long ownPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Duration tick() {
        return Duration.ofMillis(1);
    }

    @Override
    public Moment now() {
        return Moment.atTick(System.currentTimeMillis());
    }

    private ProcessInfo info(ProcessHandle handle, Predicate<ProcessIdentity> wantsEnvironment) {
        ProcessIdentity identity = Handles.identity(handle);
        Environment environment = wantsEnvironment.test(identity) ? environment(handle.pid()) : Environment.NOT_READ;
        return new ProcessInfo(
                identity,
                handle.parent().map(ProcessHandle::pid).orElse(0L),
                handle.isAlive() ? ProcessState.UNKNOWN : ProcessState.DEAD,
                name(handle.info()),
                environment);
    }

    private Environment environment(long pid) {
        return environments.apply(pid).map(Environment::of).orElse(Environment.UNREADABLE);
    }

    private static String name(ProcessHandle.Info info) {
        String path = info.command().orElse("?");
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static ProcessDetails details(ProcessHandle.Info info) {
        List<String> arguments = new ArrayList<>();
        info.command().ifPresent(arguments::add);
        info.arguments().ifPresent(rest -> arguments.addAll(Arrays.asList(rest)));
        return new ProcessDetails(
                SignalSets.DEFAULT,
                OptionalLong.empty(),
                info.command(),
                new CommandLine(arguments),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
