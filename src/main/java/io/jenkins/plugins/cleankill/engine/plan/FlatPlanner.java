package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deliveries {@code all} and {@code main}: the signal for every member at once, or for the roots alone. */
final class FlatPlanner implements RungPlanner {

    private final boolean rootsOnly;

    FlatPlanner(boolean rootsOnly) {
        this.rootsOnly = rootsOnly;
    }

    @Override
    public Plan plan(RungView view) {
        Pass pass = new Pass(view);
        pass.family.all().forEach(pass::look);
        return new Plan(pass.steps, pass.standing.all());
    }

    /** One look at one snapshot. */
    private final class Pass {

        private final RungView view;
        private final Standing standing;
        private final Family family;
        private final Dispositions dispositions;
        private final List<Directive> steps = new ArrayList<>();

        Pass(RungView view) {
            this.view = view;
            this.standing = new Standing(view.treatments());
            this.family = new Family(view.members());
            this.dispositions = new Dispositions(family, view.signal(), Evidence.NONE);
        }

        private void look(ProcessInfo process) {
            Treatment treatment = standing.of(process);
            if (treatment.mustContinue(process)) {
                steps.add(new Directive.Thaw(process));
                standing.put(process, treatment.with(Trait.CONTINUED_BY_US));
            } else if (treatment.state() == State.UNDECIDED) {
                first(process);
            }
        }

        private void first(ProcessInfo process) {
            Optional<ProcessInfo> parent = family.parent(process);
            boolean firstPass = view.treatments().isEmpty();
            if (rootsOnly && !(firstPass && parent.isEmpty())) {
                leaveInPeace(process);
            } else if (!rootsOnly && dispositions.isForking(process)) {
                steps.add(new Directive.AwaitFork(process));
            } else if (parent.filter(each -> isCleanupOf(each, process)).isPresent()) {
                leaveInPeace(process);
            } else {
                send(process, !firstPass);
            }
        }

        private boolean isCleanupOf(ProcessInfo parent, ProcessInfo child) {
            Treatment treatment = standing.of(parent);
            if (!view.treatments().containsKey(parent.identity())) {
                return treatment.state() == State.IN_PEACE;
            }
            return !treatment.at().isAfterBirthOf(child.identity())
                    && (treatment.state() == State.IN_PEACE || treatment.row() == Row.OWNER);
        }

        private void leaveInPeace(ProcessInfo process) {
            standing.put(process, Treatment.of(State.IN_PEACE, Row.CLEANUP, view.moment(), view.now()));
        }

        private void send(ProcessInfo process, boolean late) {
            Row row = dispositions.handles(process) ? Row.OWNER : Row.PLAIN;
            steps.add(new Directive.Send(process, row, view.signal(), List.of(), List.of(), late));
            standing.put(process, standing.of(process).signalled(row, view.moment(), view.now()));
        }
    }
}
