package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.RungView;
import io.jenkins.plugins.cleankill.engine.plan.Step;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One rung: its signal is delivered as the plan says, until no member is left or the window is over. */
final class RungClimb {

    /** A pass is checked once soon after it: what was born while it ran is not announced by any end. */
    private static final Duration SETTLE = Duration.ofMillis(10);

    private final Rung rung;
    private final int number;
    private final RungPlanner planner;
    private final Means means;
    private final Treatments treatments;
    private final Duration deadline;
    private final ProgressPace pace;
    private final LateStarts lateStarts;
    private Duration settled = Duration.ZERO;
    private boolean announced;

    /** The window begins now. */
    RungClimb(Rung rung, int number, RungPlanner planner, Means means) {
        this.rung = rung;
        this.number = number;
        this.planner = planner;
        this.means = means;
        this.treatments = new Treatments(rung.signal(), means);
        this.deadline = now().plus(rung.window());
        this.pace = new ProgressPace(now(), rung.window());
        this.lateStarts = new LateStarts(rung.signal(), means);
    }

    /** Takes snapshots. */
    interface Look {

        /** The argument says whose details need not be read again. */
        Members again(Predicate<ProcessIdentity> settled) throws IOException;

        /** It trusts nothing that was read before: the last one, which proves that nobody is left. */
        Members afresh() throws IOException;
    }

    /** Whoever catches the signal is not sent it: a termination that was cut off has done so. */
    void assumeDelivered(Members members) {
        treatments.assumeDelivered(members.alive());
    }

    /** The members when the window is over or somebody is in a hurry; none once nobody is left. */
    Members run(Members first, Look look) throws IOException {
        means.ledger().begin(rung);
        Members left = climb(first, look);
        lateStarts.sum();
        return left;
    }

    private Members climb(Members first, Look look) throws IOException {
        Members members = first;
        while (!members.isEmpty()) {
            List<Step> steps = treat(members);
            if (means.hurried().getAsBoolean() || now().compareTo(deadline) >= 0) {
                return members;
            }
            Set<ProcessIdentity> present = Terminator.identities(members);
            boolean allEnded = means.waiter()
                    .await(present, untilNextLook(!steps.isEmpty()))
                    .containsAll(present);
            progress(members);
            members = allEnded ? look.afresh() : again(look);
        }
        return members;
    }

    /** Does what has become due, and returns what it was. */
    private List<Step> treat(Members members) {
        members.guards().forEach(guard -> means.grip().holdGuard(guard.identity()));
        List<Step> steps = planner.plan(new RungView(
                members, rung.signal(), treatments.all(), means.grip().drained(), now()));
        steps.forEach(treatments::carryOut);
        announce(members, steps);
        lateStarts.see(steps, members.table());
        return steps;
    }

    /** However early the first end comes: what is born while the signals go out is looked for after they have. */
    private Duration untilNextLook(boolean somethingDone) {
        Duration now = now();
        settled = somethingDone ? now.plus(SETTLE) : settled;
        return settled.compareTo(now) > 0 ? settled.minus(now) : untilDue(now);
    }

    private Duration untilDue(Duration now) {
        Duration left = Stream.concat(treatments.due(), Stream.of(deadline, pace.next()))
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .minus(now);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Members again(Look look) throws IOException {
        Members members = look.again(treatments::isSettled);
        return members.isEmpty() ? look.afresh() : members;
    }

    /** The rung is told with those who got its signal first. */
    private void announce(Members members, List<Step> steps) {
        if (announced || treatments.all().isEmpty()) {
            return;
        }
        announced = true;
        List<ProcessName> receivers = steps.stream()
                .filter(Step.Deliver.class::isInstance)
                .map(step -> ProcessName.of(step.process()))
                .toList();
        means.listener()
                .on(new TerminationEvent.RungBegun(
                        number, rung.signal(), receivers, members.alive().size(), rung.window()));
    }

    private void progress(Members members) {
        Duration now = now();
        if (pace.isDue(now)) {
            means.listener().on(new TerminationEvent.StillWaiting(awaited(members), deadline.minus(now)));
        }
    }

    /** Those who are held wait for others themselves. */
    private List<ProcessName> awaited(Members members) {
        List<ProcessInfo> free = members.alive().stream()
                .filter(process -> !means.grip().isFrozen(process.identity()))
                .toList();
        return (free.isEmpty() ? members.alive() : free)
                .stream().map(ProcessName::of).toList();
    }

    private Duration now() {
        return means.ledger().now();
    }
}
