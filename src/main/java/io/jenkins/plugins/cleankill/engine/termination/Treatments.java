package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Row;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner.Plan;
import io.jenkins.plugins.cleankill.engine.plan.Step;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out a rung's plans in their order, and remembers what was done with whom. */
final class Treatments {

    private final Signal signal;
    private final Means means;
    private final Turns turns;
    private final Map<ProcessIdentity, Treatment> treatments = new HashMap<>();

    Treatments(Signal signal, Means means) {
        this.signal = signal;
        this.means = means;
        this.turns = new Turns(means);
    }

    Map<ProcessIdentity, Treatment> all() {
        return Map.copyOf(treatments);
    }

    /** What the rung before has left frozen, and has not told, is frozen by us, and by no other process. */
    void takeOver(Treatments before) {
        before.treatments.forEach((process, treatment) -> {
            if (treatment.stage().isFrozen() && !treatment.isTold()) {
                treatments.put(process, treatment);
            }
        });
    }

    /** What catches the signal has got it already, from a termination that was cut off: a second one may mean "now". */
    void assumeDelivered(List<ProcessInfo> members) {
        members.stream()
                .filter(process -> process.details()
                        .filter(details -> details.signals().of(signal) == Disposition.CAUGHT)
                        .isPresent())
                .forEach(process -> treatments.put(
                        process.identity(),
                        Treatment.of(
                                        Stage.TOLD,
                                        Row.OWNER,
                                        means.moments().get(),
                                        means.ledger().now())
                                .with(Trait.TOLD)));
    }

    /** All holds come first, before any member is told; what goes on goes on at last, children before their parents. */
    void carryOut(Plan plan, Members members) {
        treatments.putAll(plan.treatments());
        List<Step.Tell> tells = new ArrayList<>(freeze(steps(plan, Step.Freeze.class), members));
        steps(plan, Step.KeepTerminal.class)
                .forEach(step -> means.substitute().keepTerminal(step.process(), step.index(), step.user()));
        tells.addAll(steps(plan, Step.Tell.class));
        tells.forEach(this::tell);
        Collections.reverse(tells);
        tells.forEach(step -> wake(step.process()));
        List<Step.Thaw> thaws = steps(plan, Step.Thaw.class);
        Collections.reverse(thaws);
        thaws.forEach(step -> means.grip().thaw(step.process().identity()));
        steps(plan, Step.Turn.class).forEach(step -> turns.take(step, members));
    }

    private static <S extends Step> List<S> steps(Plan plan, Class<S> kind) {
        return new ArrayList<>(
                plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList());
    }

    /** What may not be stopped is told instead, which may not be permitted either. */
    private List<Step.Tell> freeze(List<Step.Freeze> steps, Members members) {
        List<Step.Tell> refused = new ArrayList<>();
        for (Step.Freeze step : steps) {
            turns.frozen(step.process(), members);
            means.substitute().standInFor(step.process(), step.pipes());
            if (!means.grip().freeze(step.process().identity(), parting(step.process()))) {
                refused.add(new Step.Tell(step.process(), Row.PLAIN, signal, List.of(), List.of(), false));
            }
        }
        means.grip()
                .awaitStops(
                        steps.stream().map(step -> step.process().identity()).toList());
        return refused;
    }

    private Signal parting(ProcessInfo process) {
        return process.details()
                        .filter(details -> details.isShieldedFrom(signal))
                        .isPresent()
                ? Signal.KILL
                : signal;
    }

    private void tell(Step.Tell step) {
        ProcessIdentity process = step.process().identity();
        if (!step.blink().isEmpty()) {
            freezeForBlink(step);
        }
        means.substitute().follow(step.process(), step.pipes());
        means.substitute().readLast(step.process());
        treatments.put(
                process,
                treatments
                        .getOrDefault(
                                process,
                                Treatment.of(
                                        Stage.TOLD,
                                        step.row(),
                                        means.moments().get(),
                                        means.ledger().now()))
                        .told(step.row(), means.moments().get(), means.ledger().now()));
        means.grip().send(process, step.signal());
    }

    /**
     * The owner first: one that sees its child stop may stop itself (su, sudo). A descendant that is not seen stopped, or
     * may not be stopped, is left to its owner.
     */
    private void freezeForBlink(Step.Tell step) {
        means.grip().freeze(step.process().identity(), Signal.CONT);
        means.grip().awaitStops(List.of(step.process().identity()));
        boolean mayFreeze = means.grip().isAtRest(step.process().identity());
        List<ProcessIdentity> blink =
                step.blink().stream().map(ProcessInfo::identity).toList();
        if (mayFreeze) {
            blink.forEach(each -> means.grip().freeze(each, Signal.CONT));
            means.grip().awaitStops(blink);
        }
        for (ProcessIdentity each : blink) {
            boolean stopped = means.grip().isFrozen(each) && means.grip().isAtRest(each);
            if (!stopped && means.grip().isFrozen(each)) {
                means.grip().thaw(each);
            }
            Treatment treatment = treatments.get(each);
            treatments.put(
                    each,
                    stopped
                            ? treatment.again(Stage.IN_BLINK, means.ledger().now())
                            : treatment
                                    .again(Stage.LEFT_TO_OWNER, means.ledger().now())
                                    .with(Trait.STOP_WOULD_BE_SEEN));
        }
    }

    /** Tells held ones whose last child has ended; whether there are any. */
    boolean letGo(List<ProcessInfo> held) {
        held.stream()
                .filter(process -> !treatments.get(process.identity()).isTold())
                .map(process -> new Step.Tell(process, Row.PLAIN, signal, List.of(), List.of(), false))
                .forEach(this::tell);
        held.forEach(process -> {
            treatments.computeIfPresent(
                    process.identity(),
                    (id, now) -> now.again(Stage.TOLD, means.ledger().now()));
            means.grip().thaw(process.identity());
        });
        return !held.isEmpty();
    }

    private void wake(ProcessInfo process) {
        if (means.grip().isFrozen(process.identity()) || process.state() == ProcessState.STOPPED) {
            means.grip().thaw(process.identity());
        }
    }

    /** Whether any member waits for something that no end of a process announces. */
    boolean areOpen() {
        return treatments.values().stream()
                .anyMatch(treatment -> treatment.stage().isOpen());
    }

    /** The members that are frozen for a blink. */
    List<ProcessIdentity> inBlink() {
        return treatments.entrySet().stream()
                .filter(entry -> entry.getValue().stage() == Stage.IN_BLINK)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether it has got all that it will get; unless others wait for its pipes, nothing of it matters any more. */
    boolean isSettled(ProcessIdentity process) {
        Treatment treatment = treatments.get(process);
        return !areOpen()
                && treatment != null
                && (treatment.stage() == Stage.TOLD || treatment.stage() == Stage.IN_PEACE);
    }

    /** Forgets those that have ended. */
    void retain(Set<ProcessIdentity> present) {
        treatments
                .entrySet()
                .removeIf(entry -> !present.contains(entry.getKey())
                        && entry.getValue().stage().isOpen());
    }
}
