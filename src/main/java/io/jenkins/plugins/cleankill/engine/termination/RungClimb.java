package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Cascade;
import io.jenkins.plugins.cleankill.engine.plan.Directive;
import io.jenkins.plugins.cleankill.engine.plan.Heed;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner.Plan;
import io.jenkins.plugins.cleankill.engine.plan.RungView;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Window;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One rung: its signal is delivered as the plan says, until no member is left or the window is over. */
final class RungClimb {

    /** A pass is checked once soon after it: a process born while it ran is not announced by any end. */
    private static final Duration SETTLE = Duration.ofMillis(10);

    /** No event tells that a pipe was closed or read out, or a connection ended. */
    private static final Duration OPEN = Duration.ofMillis(20);

    /** No event tells that a signal is pending. */
    private static final Duration BLINK = Duration.ofMillis(4);

    /** So long a deep tree may unwind without a look. */
    private static final Duration CASCADE = Duration.ofMillis(200);

    /** So long is the line about the receivers put off while the only ones are between fork and exec. */
    private static final Duration FORK = Duration.ofMillis(200);

    /** A look must not take more than this share of the time. */
    private static final int SHARE = 4;

    private static final long FATAL = Signal.rungs().stream()
            .mapToLong(signal -> 1L << (signal.number() - 1))
            .reduce(0, (one, other) -> one | other);

    private final Rung rung;
    private final int number;
    private final Window window;
    private final RungPlanner planner;
    private final RungContext context;
    private final Treatments treatments;
    private final ProgressPace pace;
    private final LateStarts lateStarts;
    private final EvidenceLines evidence;
    private Duration settled = Duration.ZERO;
    private Duration cost = Duration.ZERO;
    private Optional<Map<ProcessIdentity, Treatment>> untold = Optional.empty();
    private boolean announced;

    /** The window begins now. There was a climb before it, or none. */
    RungClimb(Rung rung, int number, RungPlanner planner, RungContext context, Optional<RungClimb> before) {
        this.rung = rung;
        this.number = number;
        this.planner = planner;
        this.context = context;
        this.treatments = new Treatments(rung.signal(), context);
        before.ifPresent(earlier -> treatments.takeOver(earlier.treatments));
        this.window = new Window(
                before.isEmpty(), now(), rung.window(), context.moments().get());
        this.pace = new ProgressPace(now(), rung.window());
        this.lateStarts = new LateStarts(rung.signal(), context);
        this.evidence = new EvidenceLines(rung.signal(), context);
    }

    /** Takes snapshots. */
    interface Look {

        /** The argument says whose details need not be read again. */
        Members again(Predicate<ProcessIdentity> settled) throws IOException;

        /** A look that trusts nothing that was read before: the last one, which proves that no member is left. */
        Members afresh() throws IOException;
    }

    /** A process that catches the signal is not sent it: a termination that was cut off has done so. */
    void assumeDelivered(Members members) {
        treatments.assumeDelivered(members.alive());
    }

    /** The members when the window is over or a second request has come; none once none is left. */
    Members run(Members first, Look look) throws IOException {
        context.recorder().begin(rung);
        Members left = climb(first, look);
        lateStarts.sum();
        return left;
    }

    private Members climb(Members first, Look look) throws IOException {
        Members members = first;
        while (!members.isEmpty()) {
            List<Directive> steps = treat(members);
            boolean over = now().compareTo(window.end()) >= 0 || Heed.isOver(members, treatments.all(), rung.signal());
            if (context.hurried().getAsBoolean() || over) {
                return members;
            }
            boolean allEnded = await(members, untilNextLook(!steps.isEmpty())).containsAll(members.identities());
            progress(members);
            Duration began = now();
            members = allEnded ? look.afresh() : again(look);
            cost = now().minus(began);
            context.substitute().read(members);
        }
        return members;
    }

    /** Does what has become due, and returns what it was. */
    private List<Directive> treat(Members members) {
        members.wrappers().forEach(wrapper -> context.freezer().freezeWrapper(wrapper.identity()));
        treatments.retain(members.identities());
        Plan plan = planner.plan(new RungView(
                members,
                rung.signal(),
                window,
                treatments.all(),
                new Findings(context.evidence(), members),
                now(),
                context.moments().get(),
                context.observer()));
        Map<ProcessIdentity, Treatment> earlier = untold.orElseGet(treatments::all);
        treatments.carryOut(plan, members);
        announce(members, plan.steps());
        untold = announced ? Optional.empty() : Optional.of(earlier);
        if (announced) {
            evidence.see(members, earlier, plan.treatments());
        }
        lateStarts.see(plan.steps(), members.table());
        return plan.steps();
    }

    /**
     * Waits for an end, and meanwhile for news of the processes that are frozen for a blink. A process that an end
     * lets go at once is let go without a look, for a while.
     */
    private Set<ProcessIdentity> await(Members members, Duration atMost) {
        Set<ProcessIdentity> present = members.identities();
        Set<ProcessIdentity> gone = new HashSet<>();
        List<ProcessIdentity> blink = treatments.inBlink();
        Cascade cascade = new Cascade(members, treatments.all(), rung.signal());
        Duration began = now();
        Duration end = began.plus(atMost);
        boolean over = false;
        while (!over) {
            Duration left = end.minus(now());
            Set<ProcessIdentity> ended = context.waiter().await(present, blink.isEmpty() ? left : shorter(left, BLINK));
            gone.addAll(ended);
            present.removeAll(ended);
            boolean thaw = treatments.thaw(cascade.freedBy(ended)) && now().compareTo(began.plus(CASCADE)) < 0;
            end = thaw ? longer(end, now().plus(OPEN)) : end;
            over = !ended.isEmpty() && !thaw
                    || present.isEmpty()
                    || context.hurried().getAsBoolean()
                    || ended.isEmpty() && blink.isEmpty()
                    || now().compareTo(end) >= 0
                    || blink.stream().anyMatch(this::isSignalled);
        }
        return gone;
    }

    private boolean isSignalled(ProcessIdentity process) {
        return (context.evidence().pendingSignals(process).orElse(0) & FATAL) != 0
                || context.evidence()
                        .state(process)
                        .filter(state -> state != ProcessState.STOPPED)
                        .isPresent();
    }

    /** However early the first end comes: processes born while the signals go out are looked for after they have. */
    private Duration untilNextLook(boolean somethingDone) {
        Duration now = now();
        settled = somethingDone ? now.plus(SETTLE) : settled;
        return settled.compareTo(now) > 0 ? settled.minus(now) : untilDue(now);
    }

    private Duration untilDue(Duration now) {
        boolean open = treatments.areOpen() || context.substitute().isReading();
        Duration poll = longer(OPEN, cost.multipliedBy(SHARE));
        Duration left = Stream.of(window.half(), window.late(), window.end(), pace.next())
                .filter(due -> due.compareTo(now) > 0)
                .min(Comparator.naturalOrder())
                .map(due -> due.minus(now))
                .orElse(Duration.ZERO);
        return open ? shorter(poll, left) : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private Members again(Look look) throws IOException {
        Members members = look.again(treatments.settled());
        return members.isEmpty() ? look.afresh() : members;
    }

    /** The rung is told with those that got its signal first. */
    private void announce(Members members, List<Directive> steps) {
        if (announced || treatments.all().isEmpty()) {
            return;
        }
        List<ProcessName> receivers = steps.stream()
                .filter(Directive.Send.class::isInstance)
                .map(step -> ProcessName.of(step.process()))
                .toList();
        boolean forks = steps.stream().anyMatch(Directive.AwaitFork.class::isInstance);
        if (receivers.isEmpty() && forks && now().compareTo(window.from().plus(FORK)) < 0) {
            return;
        }
        announced = true;
        context.listener()
                .on(new TerminationEvent.RungBegun(
                        number,
                        rung.signal(),
                        receivers,
                        frozen(members),
                        members.alive().size(),
                        rung.window()));
    }

    /** Children first, as they get the signal. */
    private List<ProcessName> frozen(Members members) {
        List<ProcessName> names = new ArrayList<>();
        Map<ProcessIdentity, Treatment> all = treatments.all();
        for (ProcessInfo process : members.alive()) {
            Treatment treatment = all.getOrDefault(process.identity(), Treatment.NONE);
            if (treatment.state() == Treatment.State.FROZEN && !treatment.isSignalled()) {
                names.add(0, ProcessName.of(process));
            }
        }
        return names;
    }

    private void progress(Members members) {
        Duration now = now();
        if (pace.isDue(now)) {
            context.listener()
                    .on(new TerminationEvent.StillWaiting(
                            awaited(members), window.end().minus(now)));
        }
    }

    /** Frozen processes wait for others themselves: they are named only where no other is left. */
    private List<ProcessName> awaited(Members members) {
        List<ProcessInfo> free = members.alive().stream()
                .filter(process -> !context.freezer().isFrozen(process.identity()))
                .toList();
        return (free.isEmpty() ? members.alive() : free)
                .stream().map(ProcessName::of).toList();
    }

    private Duration now() {
        return context.recorder().now();
    }
}
