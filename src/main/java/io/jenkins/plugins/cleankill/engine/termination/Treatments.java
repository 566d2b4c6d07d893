package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Role;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.Step;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Carries out a rung's steps and remembers what was done with whom. */
final class Treatments {

    /** No event tells that a reader has read the rest. */
    private static final Duration DRAIN_CHECK = Duration.ofMillis(20);

    private static final Set<Stage> SETTLED = Set.of(Stage.SIGNALLED, Stage.WOKEN, Stage.LEFT_IN_PEACE);

    private final Signal signal;
    private final Means means;
    private final Map<ProcessIdentity, Treatment> treatments = new HashMap<>();

    Treatments(Signal signal, Means means) {
        this.signal = signal;
        this.means = means;
    }

    Map<ProcessIdentity, Treatment> all() {
        return Map.copyOf(treatments);
    }

    /** Who catches the signal has got it already, from a termination that was cut off: a second one may mean "now". */
    void assumeDelivered(List<ProcessInfo> members) {
        members.stream()
                .filter(process -> process.details()
                        .filter(details -> details.signals().of(signal) == Disposition.CAUGHT)
                        .isPresent())
                .forEach(process -> begin(
                        process, Stage.SIGNALLED, Role.OWNER, means.moments().get()));
    }

    void carryOut(Step step) {
        ProcessInfo process = step.process();
        Moment at = means.moments().get();
        if (step instanceof Step.Deliver deliver) {
            deliver(deliver, at);
        } else if (step instanceof Step.Hold) {
            hold(process, Role.PARENT, at);
        } else if (step instanceof Step.Withhold withhold) {
            withhold(process, withhold.pipe(), at);
        } else if (step instanceof Step.AwaitEndOfFile) {
            begin(process, Stage.AWAITS_END_OF_FILE, Role.FILTER, at);
            means.grip().wake(process);
        } else if (step instanceof Step.LeaveToOwner) {
            begin(process, Stage.OWNED, Role.PLAIN, at);
        } else if (step instanceof Step.LeaveInPeace) {
            begin(process, Stage.LEFT_IN_PEACE, Role.PLAIN, at);
        } else {
            goOn(step);
        }
    }

    /** Whether it has got all that it will get; unless somebody waits for its pipes, nothing of it matters any more. */
    boolean isSettled(ProcessIdentity process) {
        Treatment treatment = treatments.get(process);
        return treatment != null && SETTLED.contains(treatment.stage());
    }

    /** When something is to be done though nobody ends, as the time since the start. */
    Stream<Duration> due() {
        return treatments.values().stream()
                .filter(treatment -> treatment.writersGoneSince().isPresent())
                .flatMap(this::due);
    }

    private Stream<Duration> due(Treatment treatment) {
        Duration signalled = treatment.writersGoneSince().orElseThrow().plus(RungPlanner.AFTER_END_OF_FILE);
        return treatment.stage() == Stage.WITHHELD
                ? Stream.of(signalled, means.ledger().now().plus(DRAIN_CHECK))
                : Stream.of(signalled);
    }

    private void begin(ProcessInfo process, Stage stage, Role role, Moment at) {
        treatments.put(process.identity(), Treatment.of(stage, role, at));
    }

    private void deliver(Step.Deliver step, Moment at) {
        begin(step.process(), Stage.SIGNALLED, step.role(), at);
        means.grip().deliver(step.process(), signal);
    }

    private void hold(ProcessInfo process, Role role, Moment at) {
        begin(process, Stage.HELD, role, at);
        means.grip().hold(process.identity(), signal);
    }

    /** Where the system can't withhold, holding is the next best: the reader can't go on either. */
    private void withhold(ProcessInfo process, PipeEnd pipe, Moment at) {
        if (means.grip().withhold(process.identity(), pipe)) {
            treatments.put(
                    process.identity(),
                    new Treatment(Stage.WITHHELD, Role.READER, at, Optional.of(pipe), Optional.empty()));
            means.grip().wake(process);
        } else {
            hold(process, Role.READER, at);
        }
    }

    /** What goes on with a treatment; for a {@link Step.AwaitFork} nothing: the snapshot after it, soon, tells more. */
    private void goOn(Step step) {
        ProcessIdentity process = step.process().identity();
        if (step instanceof Step.NoteWritersGone) {
            Duration since = means.ledger().now();
            treatments.computeIfPresent(process, (id, treatment) -> treatment.withWritersGone(since));
        } else if (step instanceof Step.Wake) {
            treatments.computeIfPresent(process, (id, treatment) -> treatment.at(Stage.WOKEN));
            means.grip().wake(step.process());
        }
    }
}
