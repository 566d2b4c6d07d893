package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Directive;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Row;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner.Plan;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Carries out a rung's plans in their order, and remembers what was done with whom. */
final class Treatments {

    private final Signal signal;
    private final RungContext context;
    private final Turns turns;
    private final Map<ProcessIdentity, Treatment> treatments = new HashMap<>();

    Treatments(Signal signal, RungContext context) {
        this.signal = signal;
        this.context = context;
        this.turns = new Turns(context);
    }

    Map<ProcessIdentity, Treatment> all() {
        return Map.copyOf(treatments);
    }

    /** A process that the rung before has left frozen, and has not told, is frozen by us, and by no other process. */
    void takeOver(Treatments before) {
        before.treatments.forEach((process, treatment) -> {
            if (treatment.state().isFrozen() && !treatment.isSignalled()) {
                treatments.put(process, treatment);
            }
        });
    }

    /** A process that catches the signal got it from a termination that was cut off: a second one may mean "now". */
    void assumeDelivered(List<ProcessInfo> members) {
        members.stream()
                .filter(process -> process.catches(signal))
                .forEach(process -> treatments.put(
                        process.identity(),
                        Treatment.of(
                                        State.SIGNALLED,
                                        Row.OWNER,
                                        context.moments().get(),
                                        context.recorder().now())
                                .with(Trait.SIGNALLED)));
    }

    /** All holds come first, before any member is told; thaws come last, children before their parents. */
    void carryOut(Plan plan, Members members) {
        treatments.putAll(plan.treatments());
        List<Directive.Send> sends = new ArrayList<>(freeze(steps(plan, Directive.Freeze.class), members));
        steps(plan, Directive.KeepTerminal.class)
                .forEach(step -> context.substitute().keepTerminal(step.process(), step.index(), step.user()));
        steps(plan, Directive.KeepOutput.class)
                .forEach(step -> context.substitute().followOutput(step.process(), step.writer()));
        sends.addAll(steps(plan, Directive.Send.class));
        sends.forEach(this::send);
        Collections.reverse(sends);
        sends.forEach(step -> sendCont(step.process()));
        List<Directive.Thaw> thaws = steps(plan, Directive.Thaw.class);
        Collections.reverse(thaws);
        thaws.forEach(step -> context.freezer().thaw(step.process().identity()));
        steps(plan, Directive.Turn.class).forEach(step -> turns.take(step, members));
    }

    private static <S extends Directive> List<S> steps(Plan plan, Class<S> kind) {
        return new ArrayList<>(
                plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList());
    }

    /**
     * A process that may not be stopped is told instead, which may not be permitted either. So is a process whose tracer
     * keeps SIGSTOP from it, see ptrace(2): it would run its next command. It is continued after that.
     */
    private List<Directive.Send> freeze(List<Directive.Freeze> steps, Members members) {
        List<ProcessInfo> running = new ArrayList<>();
        for (Directive.Freeze step : steps) {
            turns.frozen(step.process(), members);
            context.substitute().standInFor(step.process(), step.pipes());
            if (!context.freezer().freeze(step.process().identity(), parting(step.process()))) {
                running.add(step.process());
            }
        }
        List<ProcessInfo> processes =
                steps.stream().map(Directive.Freeze::process).toList();
        context.freezer()
                .awaitStops(processes.stream().map(ProcessInfo::identity).toList());
        processes.stream()
                .filter(process -> isTraced(process) && context.freezer().runsOn(process.identity()))
                .forEach(running::add);
        return running.stream()
                .map(process -> new Directive.Send(process, Row.PLAIN, signal, List.of(), List.of(), false))
                .toList();
    }

    private static boolean isTraced(ProcessInfo process) {
        return process.details().filter(details -> details.tracer().isPresent()).isPresent();
    }

    private Signal parting(ProcessInfo process) {
        return process.details()
                        .filter(details -> details.isShieldedFrom(signal))
                        .isPresent()
                ? Signal.KILL
                : signal;
    }

    private void send(Directive.Send step) {
        ProcessIdentity process = step.process().identity();
        if (!step.blink().isEmpty()) {
            freezeForBlink(step);
        }
        context.substitute().follow(step.process(), step.pipes());
        context.substitute().readLast(step.process());
        Moment moment = context.moments().get();
        Duration now = context.recorder().now();
        Treatment before = treatments.getOrDefault(process, Treatment.of(State.SIGNALLED, step.row(), moment, now));
        treatments.put(process, before.signalled(step.row(), moment, now));
        context.freezer().send(process, step.signal());
        context.substitute().release(step.process());
    }

    /**
     * The owner first: an owner that sees its child stop may stop itself (su, sudo). A descendant that is not seen
     * stopped, or may not be stopped, is left to its owner.
     */
    private void freezeForBlink(Directive.Send step) {
        context.freezer().freeze(step.process().identity(), Signal.CONT);
        context.freezer().awaitStops(List.of(step.process().identity()));
        boolean mayFreeze = context.freezer().isAtRest(step.process().identity());
        List<ProcessIdentity> blink =
                step.blink().stream().map(ProcessInfo::identity).toList();
        if (mayFreeze) {
            blink.forEach(each -> context.freezer().freeze(each, Signal.CONT));
            context.freezer().awaitStops(blink);
        }
        for (ProcessIdentity each : blink) {
            boolean stopped =
                    context.freezer().isFrozen(each) && context.freezer().isAtRest(each);
            if (!stopped && context.freezer().isFrozen(each)) {
                context.freezer().thaw(each);
            }
            Treatment treatment = treatments.get(each);
            treatments.put(
                    each,
                    stopped
                            ? treatment.again(State.IN_BLINK, context.recorder().now())
                            : treatment
                                    .again(
                                            State.LEFT_TO_OWNER,
                                            context.recorder().now())
                                    .with(Trait.STOP_WOULD_BE_SEEN));
        }
    }

    /** Sends the signal to frozen parents whose last child has ended; whether there are any. */
    boolean thaw(List<ProcessInfo> frozen) {
        frozen.stream()
                .filter(process -> !treatments.get(process.identity()).isSignalled())
                .map(process -> new Directive.Send(process, Row.PLAIN, signal, List.of(), List.of(), false))
                .forEach(this::send);
        frozen.forEach(process -> {
            treatments.computeIfPresent(
                    process.identity(),
                    (id, now) -> now.again(State.SIGNALLED, context.recorder().now()));
            context.freezer().thaw(process.identity());
        });
        return !frozen.isEmpty();
    }

    private void sendCont(ProcessInfo process) {
        if (context.freezer().isFrozen(process.identity()) || process.state() == ProcessState.STOPPED) {
            context.freezer().thaw(process.identity());
        }
    }

    /** Whether any member waits for something that no end of a process announces. */
    boolean areOpen() {
        return treatments.values().stream()
                .anyMatch(treatment -> treatment.state().isOpen());
    }

    /** The members that are frozen for a blink. */
    List<ProcessIdentity> inBlink() {
        return treatments.entrySet().stream()
                .filter(entry -> entry.getValue().state() == State.IN_BLINK)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The processes that have got all that they will get: unless others wait for their pipes, nothing of them matters any more. */
    Predicate<ProcessIdentity> settled() {
        return areOpen() ? process -> false : this::isTold;
    }

    private boolean isTold(ProcessIdentity process) {
        Treatment treatment = treatments.get(process);
        return treatment != null && (treatment.state() == State.SIGNALLED || treatment.state() == State.IN_PEACE);
    }

    /** Forgets those that have ended. */
    void retain(Set<ProcessIdentity> present) {
        treatments
                .entrySet()
                .removeIf(entry -> !present.contains(entry.getKey())
                        && entry.getValue().state().isOpen());
    }
}
