package io.jenkins.plugins.cleankill.action;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The outcome of a build's terminations, of all so far or of some. A process that one termination has left, and a later
 * one has ended, counts as the later one tells.
 *
 * @param terminations how many there were
 * @param processes the processes, each as it was told last
 * @param took the time of all terminations together
 * @param containers the containers that the build has started itself and that ran at an end, each as it was told last
 * @param problems why reports can't be read, where some can't
 */
public record BuildOutcome(
        int terminations,
        List<ProcessRecord> processes,
        Duration took,
        List<ContainerRecord> containers,
        List<String> problems) {

    /** More names than a script reads. */
    private static final int MOST_NAMES = 100;

    public BuildOutcome {
        processes = List.copyOf(processes);
        containers = List.copyOf(containers);
        problems = List.copyOf(problems);
    }

    /** The outcome of all terminations of a build so far. */
    public static BuildOutcome of(Run<?, ?> run) {
        ReportStore store = ReportStore.of(run);
        return of(store.numbers().stream().map(store::read).toList());
    }

    static BuildOutcome of(List<StoredReport> reports) {
        return of(
                reports.stream()
                        .map(StoredReport::report)
                        .filter(Objects::nonNull)
                        .toList(),
                reports.stream()
                        .map(StoredReport::problem)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** The outcome of some terminations, in their order. */
    public static BuildOutcome ofReports(List<TerminationReport> reports) {
        return of(reports, List.of());
    }

    private static BuildOutcome of(List<TerminationReport> reports, List<String> problems) {
        List<Outcome> outcomes =
                reports.stream().map(TerminationReport::outcome).toList();
        Map<List<Object>, ProcessRecord> last = new LinkedHashMap<>();
        outcomes.stream()
                .map(Outcome::processes)
                .flatMap(Collection::stream)
                .forEach(process -> last.put(List.of(process.pid(), process.command()), process));
        return new BuildOutcome(
                (int) reports.stream().filter(BuildOutcome::isOnATermination).count() + problems.size(),
                List.copyOf(last.values()),
                outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus),
                containers(reports),
                problems);
    }

    private static boolean isOnATermination(TerminationReport report) {
        return report.containers() == null || !report.outcome().processes().isEmpty();
    }

    private static List<ContainerRecord> containers(List<TerminationReport> reports) {
        Map<String, ContainerRecord> last = new LinkedHashMap<>();
        reports.stream()
                .flatMap(report -> Stream.ofNullable(report.containers()))
                .flatMap(containers -> containers.found().stream())
                .forEach(container -> last.put(container.id(), container));
        return List.copyOf(last.values());
    }

    /**
     * As a script reads it, of values that outlast a restart: {@code ended}, {@code killed}, {@code left} and {@code kept}
     * are numbers of processes, {@code took} is in seconds, {@code names} has the names of each kind; {@code containers} has
     * the names of those that were {@code stopped}, and that are {@code running}.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> names = new LinkedHashMap<>();
        map.put("terminations", terminations);
        for (Ending ending : Ending.values()) {
            List<ProcessRecord> found =
                    processes.stream().filter(each -> each.ending() == ending).toList();
            map.put(ViewText.word(ending), found.size());
            names.put(ViewText.word(ending), names(found));
        }
        map.put("took", ViewText.seconds(took));
        map.put("names", names);
        map.put("containers", new LinkedHashMap<>(Map.of("stopped", containers(true), "running", containers(false))));
        return map;
    }

    private List<String> containers(boolean stopped) {
        return new ArrayList<>(containers.stream()
                .filter(each -> (each.ending() == ContainerEnding.STOPPED) == stopped)
                .limit(MOST_NAMES)
                .map(ContainerRecord::name)
                .toList());
    }

    private static List<String> names(List<ProcessRecord> found) {
        return new ArrayList<>(found.stream()
                .limit(MOST_NAMES)
                .map(each -> each.name().shown())
                .toList());
    }
}
