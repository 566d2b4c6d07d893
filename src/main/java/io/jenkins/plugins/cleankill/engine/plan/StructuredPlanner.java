package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The delivery {@code structured}: from the roots down, each member by its role. */
final class StructuredPlanner implements RungPlanner {

    @Override
    public List<Step> plan(RungView view) {
        return new Pass(view).steps();
    }

    /** One look at one snapshot. */
    private static final class Pass {

        private final RungView view;
        private final Structure structure;
        private final Map<ProcessIdentity, Treatment> treatments;
        private final List<Step> steps = new ArrayList<>();
        private final Set<Long> deferred = new HashSet<>();

        Pass(RungView view) {
            this.view = view;
            this.structure = new Structure(view.members(), view.signal());
            this.treatments = new HashMap<>(view.treatments());
        }

        List<Step> steps() {
            view.members().alive().forEach(this::look);
            return steps;
        }

        private void look(ProcessInfo process) {
            Treatment treatment = treatments.get(process.identity());
            if (treatment == null) {
                first(process);
                return;
            }
            switch (treatment.stage()) {
                case SIGNALLED -> {
                    if (treatment.mustWake(process)) {
                        steps.add(new Step.Wake(process));
                    }
                }
                case WOKEN, LEFT_IN_PEACE -> {}
                case HELD -> release(process, treatment);
                case AWAITS_END_OF_FILE -> {
                    boolean fed = structure.hasFeeders(process);
                    endAfterWriters(process, treatment, fed, false);
                }
                case WITHHELD -> {
                    boolean fed = structure.hasOtherWriters(
                            process, treatment.pipe().orElseThrow().pipe());
                    endAfterWriters(process, treatment, fed, view.drained().contains(process.identity()));
                }
                case OWNED -> {
                    if (!isOwned(process)) {
                        byRole(process, false);
                    }
                }
            }
        }

        private void first(ProcessInfo process) {
            Optional<ProcessInfo> parent = liveParent(process);
            Optional<Treatment> above = parent.map(info -> treatments.get(info.identity()));
            boolean later = above.filter(
                            t -> view.treatments().containsKey(parent.get().identity()))
                    .filter(t -> !t.at().isAfterBirthOf(process.identity()))
                    .isPresent();
            if (above.isEmpty()) {
                byRole(process, false);
            } else if (above.get().stage() == Stage.LEFT_IN_PEACE || later && isHisOwnWork(above.get())) {
                note(process, Stage.LEFT_IN_PEACE, new Step.LeaveInPeace(process));
            } else if (owns(above.get())) {
                note(process, Stage.OWNED, new Step.LeaveToOwner(process));
            } else {
                byRole(process, later);
            }
        }

        /** The child of a process that caught the signal is its cleanup command, the child of a filter its work. */
        private static boolean isHisOwnWork(Treatment parent) {
            return parent.role() == Role.OWNER || parent.role() == Role.SHELL || parent.role() == Role.FILTER;
        }

        private boolean isOwned(ProcessInfo process) {
            return liveParent(process)
                    .map(parent -> treatments.get(parent.identity()))
                    .filter(Pass::owns)
                    .isPresent();
        }

        private static boolean owns(Treatment parent) {
            return parent.stage() == Stage.OWNED || parent.role() == Role.OWNER || parent.role() == Role.FILTER;
        }

        private void byRole(ProcessInfo process, boolean late) {
            boolean parentWaits = deferred.contains(process.parent());
            if (parentWaits || structure.isForking(process)) {
                deferred.add(process.pid());
                steps.add(new Step.AwaitFork(process));
                return;
            }
            Role role = structure.role(process);
            switch (role) {
                case FILTER -> note(process, role, Stage.AWAITS_END_OF_FILE, new Step.AwaitEndOfFile(process));
                case READER ->
                    note(
                            process,
                            role,
                            Stage.WITHHELD,
                            new Step.Withhold(
                                    process,
                                    structure.readFromDescendant(process).orElseThrow()));
                case PARENT -> note(process, role, Stage.HELD, new Step.Hold(process));
                default -> note(process, role, Stage.SIGNALLED, new Step.Deliver(process, role, late));
            }
        }

        private void release(ProcessInfo process, Treatment treatment) {
            if (!structure.hasBlockers(process)) {
                steps.add(new Step.Deliver(process, treatment.role(), false));
            }
        }

        private void endAfterWriters(ProcessInfo process, Treatment treatment, boolean fed, boolean drained) {
            if (fed) {
                return;
            }
            Optional<java.time.Duration> since = treatment.writersGoneSince();
            boolean patient = since.isEmpty() || view.now().minus(since.get()).compareTo(AFTER_END_OF_FILE) < 0;
            if (drained || !patient) {
                steps.add(new Step.Deliver(process, treatment.role(), false));
            } else if (since.isEmpty()) {
                steps.add(new Step.NoteWritersGone(process));
            }
        }

        private Optional<ProcessInfo> liveParent(ProcessInfo process) {
            return view.members()
                    .table()
                    .byPid(process.parent())
                    .filter(parent -> treatments.containsKey(parent.identity()) && parent.isAlive());
        }

        private void note(ProcessInfo process, Stage stage, Step step) {
            note(process, structure.role(process), stage, step);
        }

        private void note(ProcessInfo process, Role role, Stage stage, Step step) {
            Moment at = Moment.atTick(view.members().table().takenAt());
            treatments.put(process.identity(), Treatment.of(stage, role, at));
            steps.add(step);
        }
    }
}
