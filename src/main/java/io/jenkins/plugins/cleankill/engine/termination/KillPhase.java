package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups.FrozenGroup;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.plan.Bounds;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SIGKILL: snapshot, kill, again, until a snapshot shows none. If new ones keep coming, their control group is frozen first, or
 * all that are seen are stopped, so that none can fork. Bounded in time: a process that can't be killed is left to be named.
 */
final class KillPhase {

    private static final Duration CHECK = Duration.ofMillis(200);

    private final Freezer freezer;
    private final OutcomeRecorder recorder;
    private final ExitWaiter waiter;
    private final MemberTracker tracker;
    private final Set<ProcessIdentity> killed = new HashSet<>();

    KillPhase(Freezer freezer, OutcomeRecorder recorder, ExitWaiter waiter, MemberTracker tracker) {
        this.freezer = freezer;
        this.recorder = recorder;
        this.waiter = waiter;
        this.tracker = tracker;
    }

    void run(Members first) throws IOException {
        Duration deadline = recorder.now().plus(Bounds.KILL);
        Members members = first;
        for (int round = 1; !members.isEmpty() && recorder.now().compareTo(deadline) < 0; round++) {
            List<ProcessInfo> fresh = members.alive().stream()
                    .filter(process -> !killed.contains(process.identity()))
                    .toList();
            boolean isStorm = round > Bounds.KILL_ROUNDS || tracker.isStorm();
            members = isStorm && !fresh.isEmpty() ? killStorm(members, deadline) : kill(members, fresh);
        }
    }

    private Members kill(Members members, List<ProcessInfo> fresh) throws IOException {
        fresh.forEach(this::kill);
        waiter.await(members.identities(), CHECK);
        return look();
    }

    private Members killStorm(Members members, Duration deadline) throws IOException {
        Optional<FrozenGroup> frozen = tracker.freezeGroup();
        if (frozen.isPresent()) {
            return killFrozen(frozen.get(), deadline);
        }
        Members stopped = stopAll(members);
        return kill(stopped, stopped.alive());
    }

    /**
     * What is no member, as durable-task's wrapper, is frozen with the group, and goes on in the end. A process that was seen may
     * fork the next one before it gets the processor and is frozen: it is looked again until none is left.
     */
    private Members killFrozen(FrozenGroup group, Duration deadline) throws IOException {
        try (group) {
            Members present = look();
            while (!present.isEmpty() && recorder.now().compareTo(deadline) < 0) {
                present = kill(present, present.alive());
            }
        }
        return look();
    }

    /** Stops all, and those that were born meanwhile, until a snapshot shows no new one. */
    private Members stopAll(Members members) throws IOException {
        Members present = members;
        int known = -1;
        for (int round = 0;
                round < Bounds.KILL_ROUNDS && known < present.alive().size();
                round++) {
            known = present.alive().size();
            present.alive().stream()
                    .filter(process -> !killed.contains(process.identity()))
                    .forEach(process -> freezer.freeze(process.identity(), Signal.KILL));
            present = look();
        }
        return present;
    }

    /** A process that the system could not even look at, for want of descriptors, is tried again in the next round. */
    private void kill(ProcessInfo process) {
        if (!killed.contains(process.identity())
                && freezer.send(process.identity(), Signal.KILL) != SignalSender.Result.FAILED) {
            killed.add(process.identity());
        }
    }

    private Members look() throws IOException {
        Members members = tracker.look(process -> true);
        recorder.see(members, tracker::membership);
        return members;
    }
}
