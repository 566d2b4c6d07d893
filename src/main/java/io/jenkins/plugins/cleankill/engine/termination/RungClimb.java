package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Role;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.RungView;
import io.jenkins.plugins.cleankill.engine.plan.Step;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One rung: its signal is delivered as the plan says, until no member is left or the window is over. */
final class RungClimb {

    /** A pass is checked once soon after it: what was born while it ran is not announced by any end. */
    private static final Duration SETTLE = Duration.ofMillis(10);

    /** No event tells that a reader has read the rest. */
    private static final Duration DRAIN_CHECK = Duration.ofMillis(20);

    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final Rung rung;
    private final int number;
    private final RungPlanner planner;
    private final Grip grip;
    private final Ledger ledger;
    private final ExitWaiter waiter;
    private final ProgressListener listener;
    private final BooleanSupplier hurried;
    private final Supplier<Moment> moments;
    private final Map<ProcessIdentity, Treatment> treatments = new HashMap<>();
    private final Duration deadline;
    private Duration nextProgress;
    private Duration settled = Duration.ZERO;
    private boolean announced;

    /** The window begins now. */
    RungClimb(
            Rung rung,
            int number,
            RungPlanner planner,
            Grip grip,
            Ledger ledger,
            ExitWaiter waiter,
            ProgressListener listener,
            BooleanSupplier hurried,
            Supplier<Moment> moments) {
        this.rung = rung;
        this.number = number;
        this.planner = planner;
        this.grip = grip;
        this.ledger = ledger;
        this.waiter = waiter;
        this.listener = listener;
        this.hurried = hurried;
        this.moments = moments;
        this.deadline = ledger.now().plus(rung.window());
        this.nextProgress = ledger.now().plus(PROGRESS);
    }

    /** Takes snapshots. */
    interface Look {

        /** The argument says whose details need not be read again. */
        Members again(Predicate<ProcessIdentity> settled) throws IOException;

        /** It trusts nothing that was read before: the last one, which proves that nobody is left. */
        Members afresh() throws IOException;
    }

    /** Who catches the signal has got it already, from a termination that was cut off: a second one may mean "now". */
    void assumeDelivered(Members members) {
        members.alive().stream()
                .filter(process -> process.details()
                        .filter(details -> details.signals().of(rung.signal()) == Disposition.CAUGHT)
                        .isPresent())
                .forEach(process ->
                        treatments.put(process.identity(), Treatment.of(Stage.SIGNALLED, Role.OWNER, moments.get())));
    }

    /** The members when the window is over or somebody is in a hurry; none once nobody is left. */
    Members run(Members first, Look look) throws IOException {
        ledger.begin(rung);
        Members members = first;
        while (!members.isEmpty()) {
            members.guards().forEach(guard -> grip.holdGuard(guard.identity()));
            List<Step> steps = planner.plan(
                    new RungView(members, rung.signal(), Map.copyOf(treatments), grip.drained(), ledger.now()));
            steps.forEach(this::carryOut);
            if (!announced && !treatments.isEmpty()) {
                announced = true;
                announce(members, steps);
            }
            if (hurried.getAsBoolean() || ledger.now().compareTo(deadline) >= 0) {
                return members;
            }
            Set<ProcessIdentity> present = Terminator.identities(members);
            boolean allEnded = waiter.await(present, untilNextLook(steps)).containsAll(present);
            progress(members);
            members = allEnded ? look.afresh() : again(look);
        }
        return members;
    }

    /** However early the first end comes: what is born while the signals go out is looked for after they have. */
    private Duration untilNextLook(List<Step> steps) {
        Duration now = ledger.now();
        settled = steps.isEmpty() ? settled : now.plus(SETTLE);
        return settled.compareTo(now) > 0 ? settled.minus(now) : untilDue();
    }

    private Members again(Look look) throws IOException {
        Members members = look.again(this::isSettled);
        return members.isEmpty() ? look.afresh() : members;
    }

    private void carryOut(Step step) {
        ProcessIdentity process = step.process().identity();
        Moment at = moments.get();
        if (step instanceof Step.Deliver deliver) {
            deliver(deliver, at);
        } else if (step instanceof Step.Hold) {
            treatments.put(process, Treatment.of(Stage.HELD, Role.PARENT, at));
            grip.hold(process);
        } else if (step instanceof Step.Withhold withhold) {
            withhold(step.process(), withhold.pipe(), at);
        } else if (step instanceof Step.AwaitEndOfFile) {
            treatments.put(process, Treatment.of(Stage.AWAITS_END_OF_FILE, Role.FILTER, at));
            grip.wake(step.process());
        } else if (step instanceof Step.LeaveToOwner) {
            treatments.put(process, Treatment.of(Stage.OWNED, Role.PLAIN, at));
        } else if (step instanceof Step.LeaveInPeace) {
            treatments.put(process, Treatment.of(Stage.LEFT_IN_PEACE, Role.PLAIN, at));
        } else {
            goOn(step);
        }
    }

    private void deliver(Step.Deliver step, Moment at) {
        treatments.put(step.process().identity(), Treatment.of(Stage.SIGNALLED, step.role(), at));
        grip.deliver(step.process(), rung.signal());
        if (step.late()) {
            remarkLate(step.process());
        }
    }

    /** What goes on with a treatment; for a {@link Step.AwaitFork} nothing: the snapshot after it, soon, tells more. */
    private void goOn(Step step) {
        ProcessIdentity process = step.process().identity();
        if (step instanceof Step.NoteWritersGone) {
            treatments.computeIfPresent(process, (id, t) -> t.withWritersGone(ledger.now()));
        } else if (step instanceof Step.Wake) {
            treatments.computeIfPresent(process, (id, t) -> t.at(Stage.WOKEN));
            grip.wake(step.process());
        }
    }

    /** Where the system can't withhold, holding is the next best: the reader can't go on either. */
    private void withhold(ProcessInfo process, PipeEnd pipe, Moment at) {
        if (grip.withhold(process.identity(), pipe)) {
            treatments.put(
                    process.identity(),
                    new Treatment(Stage.WITHHELD, Role.READER, at, Optional.of(pipe), Optional.empty()));
            grip.wake(process);
        } else {
            treatments.put(process.identity(), Treatment.of(Stage.HELD, Role.READER, at));
            grip.hold(process.identity());
        }
    }

    /** Told once for each command of a parent: a loop that ignores the signal starts many. */
    private void remarkLate(ProcessInfo process) {
        String text = process.command() + ", a child of " + process.parent() + ", was started after "
                + rung.signal().fullName() + " and got it at once: a next command that slipped through";
        if (ledger.remark(text)) {
            listener.on(new TerminationEvent.Remark(text));
        }
    }

    private void announce(Members members, List<Step> steps) {
        List<ProcessName> receivers = steps.stream()
                .filter(Step.Deliver.class::isInstance)
                .map(step -> ProcessName.of(step.process()))
                .toList();
        listener.on(new TerminationEvent.RungBegun(
                number, rung.signal(), receivers, members.alive().size(), rung.window()));
    }

    private void progress(Members members) {
        if (ledger.now().compareTo(nextProgress) >= 0 && ledger.now().compareTo(deadline) < 0) {
            nextProgress = ledger.now().plus(PROGRESS);
            listener.on(new TerminationEvent.StillWaiting(
                    members.alive().stream().map(ProcessName::of).toList(), deadline.minus(ledger.now())));
        }
    }

    /** Those who have got all that they will get; unless somebody waits for their pipes, nothing of them matters. */
    private boolean isSettled(ProcessIdentity process) {
        Treatment treatment = treatments.get(process);
        return treatment != null
                && Set.of(Stage.SIGNALLED, Stage.WOKEN, Stage.LEFT_IN_PEACE).contains(treatment.stage());
    }

    private Duration untilDue() {
        List<Duration> due = new ArrayList<>(List.of(deadline, nextProgress));
        for (Treatment treatment : treatments.values()) {
            if (treatment.writersGoneSince().isPresent()) {
                Duration since = treatment.writersGoneSince().get();
                due.add(since.plus(RungPlanner.AFTER_END_OF_FILE));
                if (treatment.stage() == Stage.WITHHELD) {
                    due.add(ledger.now().plus(DRAIN_CHECK));
                }
            }
        }
        Duration left = Collections.min(due).minus(ledger.now());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
