package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which processes are meant to live on: by a marker in the environment, by a glob of the user's, or by a veto. */
public final class KeepRules implements Members.KeepRule {

    private final List<Marker> markers;
    private final Globs globs;
    private final Veto veto;
    /** The verdict on each process, as long as the process has the names that it had then. */
    private final Map<ProcessIdentity, Verdict> verdicts = new HashMap<>();
    /** A veto may be slow, and may count how often it is asked. */
    private final Map<ProcessIdentity, Optional<String>> vetoes = new HashMap<>();

    public KeepRules(List<Marker> markers, KeepPatterns patterns, Veto veto) {
        this.markers = List.copyOf(markers);
        this.globs = patterns.compile();
        this.veto = veto;
    }

    @Override
    public Optional<String> reason(ProcessInfo process) {
        return marker(process)
                .or(() -> glob(process))
                .or(() -> vetoes.computeIfAbsent(process.identity(), id -> veto.against(process)));
    }

    private Optional<String> marker(ProcessInfo process) {
        return markers.stream()
                .filter(marker -> process.environment().has(marker.name(), marker.value()))
                .map(marker -> KeepReason.marker(marker.toString()))
                .findFirst();
    }

    private Optional<String> glob(ProcessInfo process) {
        if (globs.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = process.names();
        Verdict known = verdicts.get(process.identity());
        if (known == null || !known.names().equals(names)) {
            known = new Verdict(names, globs.first(names));
            verdicts.put(process.identity(), known);
        }
        return known.glob().map(KeepReason::pattern);
    }

    /**
     * @param names what a process was called
     * @param glob the first glob that is meant for it
     */
    private record Verdict(Set<String> names, Optional<String> glob) {}
}
