package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The deliveries {@code all} and {@code main}: the signal for everybody at once, or for the roots alone. */
final class FlatPlanner implements RungPlanner {

    private final boolean rootsOnly;

    FlatPlanner(boolean rootsOnly) {
        this.rootsOnly = rootsOnly;
    }

    @Override
    public List<Step> plan(RungView view) {
        Structure structure = new Structure(view.members(), view.signal());
        Map<Long, Step> steps = new LinkedHashMap<>();
        Set<Long> present =
                view.members().alive().stream().map(ProcessInfo::pid).collect(Collectors.toSet());
        for (ProcessInfo process : view.members().alive()) {
            Treatment treatment = view.treatments().get(process.identity());
            if (treatment != null && treatment.mustWake(process)) {
                steps.put(process.pid(), new Step.Wake(process));
            } else if (treatment == null) {
                Optional<ProcessInfo> parent = Optional.of(process.parent())
                        .filter(present::contains)
                        .flatMap(view.members().table()::byPid);
                boolean peace = parent.filter(info ->
                                steps.get(info.pid()) instanceof Step.LeaveInPeace || isCleanupOf(view, info, process))
                        .isPresent();
                steps.put(process.pid(), step(view, structure, process, parent.isEmpty(), peace));
            }
        }
        return List.copyOf(steps.values());
    }

    private Step step(RungView view, Structure structure, ProcessInfo process, boolean root, boolean peace) {
        boolean firstPass = view.treatments().isEmpty();
        if (rootsOnly) {
            return firstPass && root ? deliver(structure, process, false) : new Step.LeaveInPeace(process);
        }
        if (structure.isForking(process)) {
            return new Step.AwaitFork(process);
        }
        return peace ? new Step.LeaveInPeace(process) : deliver(structure, process, !firstPass);
    }

    private static boolean isCleanupOf(RungView view, ProcessInfo parent, ProcessInfo child) {
        Treatment treatment = view.treatments().get(parent.identity());
        return treatment != null
                && !treatment.at().isAfterBirthOf(child.identity())
                && (treatment.stage() == Treatment.Stage.LEFT_IN_PEACE
                        || treatment.role() == Role.OWNER
                        || treatment.role() == Role.SHELL);
    }

    private static Step deliver(Structure structure, ProcessInfo process, boolean late) {
        return new Step.Deliver(process, structure.role(process), late);
    }
}
