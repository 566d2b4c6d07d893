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
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the processes that {@link ProcessHandle#allProcesses()} shows. */
final class PortableProcesses implements ProcessTableReader {

    private final Supplier<LongFunction<Optional<Map<String, String>>>> environments;
    private final LongSupplier clock;

    /**
     * @param environments as in {@link PortableSystem}
     * @param clock as there
     */
    PortableProcesses(Supplier<LongFunction<Optional<Map<String, String>>>> environments, LongSupplier clock) {
        this.environments = environments;
        this.clock = clock;
    }

    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) {
        ProcessTable table = Handles.steadily(step -> read(wantsEnvironment, step));
        Handles.retain(table.all().stream().map(ProcessInfo::pid).collect(Collectors.toSet()));
        return table;
    }

    private ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment, long step) {
        long takenAt = clock.getAsLong() - step;
        LongFunction<Environment> look = new EnvironmentLook(environments);
        return new ProcessTable(
                ProcessHandle.allProcesses()
                        .map(handle -> info(handle, step, wantsEnvironment, look))
                        .toList(),
                takenAt,
                tick());
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
        return Moment.atTick(Handles.steadily(step -> clock.getAsLong() - step));
    }

    private static ProcessInfo info(
            ProcessHandle handle,
            long step,
            Predicate<ProcessIdentity> wantsEnvironment,
            LongFunction<Environment> look) {
        ProcessIdentity identity = Handles.identity(handle, step);
        Environment environment = wantsEnvironment.test(identity) ? look.apply(handle.pid()) : Environment.NOT_READ;
        return new ProcessInfo(
                identity,
                handle.parent().map(ProcessHandle::pid).orElse(0L),
                Handles.isAlive(handle) ? ProcessState.UNKNOWN : ProcessState.DEAD,
                name(handle.info()),
                environment);
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
                SignalSets.UNKNOWN,
                OptionalLong.empty(),
                info.command(),
                new CommandLine(arguments),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** The environments of one snapshot, looked for when the first one is wanted. */
    private static final class EnvironmentLook implements LongFunction<Environment> {

        private final Supplier<LongFunction<Optional<Map<String, String>>>> environments;
        private LongFunction<Optional<Map<String, String>>> look;

        EnvironmentLook(Supplier<LongFunction<Optional<Map<String, String>>>> environments) {
            this.environments = environments;
        }

        @Override
        public Environment apply(long pid) {
            if (look == null) {
                look = environments.get();
            }
            return look.apply(pid).map(Environment::of).orElse(Environment.UNREADABLE);
        }
    }
}
