package io.jenkins.plugins.cleankill.engine.origin;

import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of one build on a machine, whether it runs or is over: that only its controller knows.
 *
 * @param origin which build
 * @param processes its live processes, by pid, but for those that are meant to live on
 * @param keep what the build wanted to be kept
 * @param entangled whether another build's process descends from one of these, or is in
 *     the build's control group: ending one might end the other
 * @param kept its live processes that are meant to live on, by pid
 */
public record BuildRemains(
        Origin origin, List<ProcessInfo> processes, KeepPatterns keep, boolean entangled, List<ProcessInfo> kept) {

    public BuildRemains {
        processes = List.copyOf(processes);
        kept = List.copyOf(kept);
    }

    /** As {@link #all}, but for builds of which only what is meant to live on is there. */
    public static List<BuildRemains> of(
            ProcessTable table, ProcessOrigins from, String controller, Set<Long> untouchable) {
        return all(table, from, controller, untouchable).stream()
                .filter(remains -> !remains.processes().isEmpty())
                .toList();
    }

    /**
     * The builds of one controller that have processes.
     *
     * @param table a snapshot with the environments, and the details of the builds' processes
     * @param from which build a process comes from
     * @param controller the others' builds are theirs to judge
     * @param untouchable pids that no signal goes to: the agent and its ancestors
     */
    public static List<BuildRemains> all(
            ProcessTable table, ProcessOrigins from, String controller, Set<Long> untouchable) {
        Map<Origin, List<ProcessInfo>> builds = table.all().stream()
                .filter(process -> process.isAlive() && !untouchable.contains(process.pid()))
                .filter(process -> from.of(process)
                        .filter(origin -> origin.controller().equals(controller))
                        .isPresent())
                .collect(Collectors.groupingBy(
                        process -> from.of(process).orElseThrow(), LinkedHashMap::new, Collectors.toList()));
        return builds.entrySet().stream()
                .map(build -> of(table, from, build.getKey(), build.getValue(), untouchable))
                .filter(remains ->
                        !remains.processes().isEmpty() || !remains.kept().isEmpty())
                .toList();
    }

    private static BuildRemains of(
            ProcessTable table, ProcessOrigins from, Origin origin, List<ProcessInfo> all, Set<Long> untouchable) {
        KeepPatterns keep = new KeepPatterns(all.stream()
                .flatMap(process -> Origin.keptBy(process.environment()).stream())
                .distinct()
                .toList());
        Set<Long> kept = kept(table, all, new KeepRules(Scope.DONT_KILL_ME, keep, Veto.NONE));
        List<ProcessInfo> wanted = all.stream()
                .filter(process -> !kept.contains(process.pid()))
                .filter(process -> !isWrapper(process) || isAlone(table, from, process, origin))
                .toList();
        return new BuildRemains(
                origin,
                wanted,
                keep,
                from.othersAreInItsGroup(origin, table, untouchable)
                        || wanted.stream().anyMatch(each -> isShared(table, from, each, origin)),
                all.stream()
                        .filter(process -> kept.contains(process.pid()) && !isWrapper(process))
                        .toList());
    }

    private static Set<Long> kept(ProcessTable table, List<ProcessInfo> all, KeepRules rules) {
        return all.stream()
                .filter(process -> rules.reason(process).isPresent())
                .flatMap(process -> Stream.concat(Stream.of(process), table.descendants(process).stream()))
                .map(ProcessInfo::pid)
                .collect(Collectors.toSet());
    }

    /** The wrapper writes the result of a script and ends with it: it is named only if there is no script any more. */
    private static boolean isAlone(ProcessTable table, ProcessOrigins from, ProcessInfo wrapper, Origin origin) {
        return table.children(wrapper).stream()
                .noneMatch(child ->
                        child.isAlive() && !isWrapper(child) && from.of(child).equals(Optional.of(origin)));
    }

    /** Whether it is a shell of durable-task around a step's script, or its heartbeat: that goes on for seconds behind it. */
    public static boolean isWrapper(ProcessInfo process) {
        return Scope.DURABLE_WRAPPER.stream()
                .anyMatch(mark -> process.environment().has(mark.name(), mark.value()));
    }

    private static boolean isShared(ProcessTable table, ProcessOrigins from, ProcessInfo process, Origin origin) {
        return table.descendants(process).stream()
                .filter(ProcessInfo::isAlive)
                .anyMatch(child ->
                        from.of(child).filter(its -> !its.equals(origin)).isPresent());
    }
}
