package io.jenkins.plugins.cleankill.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.plan.Marker;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A container that is the block's.
 *
 * @param container the container
 * @param sign what tells that it is the block's
 * @param kept why it is meant to live on; null if it is not
 */
record FoundContainer(
        RunningContainer container,
        String sign,
        @CheckForNull String kept) {

    /** The block's containers in docker's answer, by name. */
    static List<FoundContainer> in(DockerAnswer answer, BuildMarks marks, Globs keep) {
        return answer.containers().stream()
                .flatMap(container -> marks.signOf(container, answer).stream()
                        .map(sign -> new FoundContainer(container, sign, kept(container, keep))))
                .sorted(Comparator.comparing(found -> found.container().name()))
                .toList();
    }

    @CheckForNull
    private static String kept(RunningContainer container, Globs keep) {
        Optional<String> glob = keep.first(Set.of(container.name(), container.image()))
                .map(matched -> "matches keep '" + matched + "'");
        Stream<Marker> markers = Scope.DONT_KILL_ME.stream()
                .filter(marker -> marker.value().equals(container.environment().get(marker.name())));
        return glob.or(() -> markers.findFirst().map(marker -> "carries " + marker))
                .orElse(null);
    }

    boolean isKept() {
        return kept != null;
    }

    String id() {
        return container.id();
    }

    /** Its record, if it still runs, or nothing else is known of it. */
    ContainerRecord as(ContainerEnding ending) {
        return as(ending, null);
    }

    ContainerRecord as(ContainerEnding ending, @CheckForNull Long exitCode) {
        return new ContainerRecord(
                container.id(),
                container.name(),
                container.image(),
                isKept() ? sign + "; it " + kept : sign,
                ending,
                exitCode);
    }
}
