package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every signal that was sent: to strangers there must be none, and none of a rung twice. */
final class SentSignals {

    private final Set<ProcessIdentity> strangers = new HashSet<>();
    private final List<FakeMachine.Sent> sent = new ArrayList<>();
    private final Map<ProcessIdentity, Set<Signal>> received = new HashMap<>();
    private final List<String> gotWhat = new ArrayList<>();
    private boolean repeatsAllowed;

    /** A process outside the build. */
    void forbid(FakeProcess stranger) {
        strangers.add(stranger.identity());
    }

    boolean isForbidden(ProcessIdentity process) {
        return strangers.contains(process);
    }

    void allowRepeats() {
        repeatsAllowed = true;
    }

    /** Fails the test if nobody may signal the process, whether or not it lives. */
    void check(ProcessIdentity process, Signal signal) {
        if (strangers.contains(process)) {
            throw new AssertionError(signal + " was sent to a process outside the build: " + process);
        }
    }

    void note(FakeProcess process, Signal signal, Duration at) {
        count(process, signal, "us");
        sent.add(new FakeMachine.Sent(process.name(), signal, at));
    }

    /** A process has sent the signal, not we. The signal counts all the same: no process must get it twice. */
    void forwarded(FakeProcess from, FakeProcess to, Signal signal) {
        count(to, signal, from.name());
    }

    private void count(FakeProcess process, Signal signal, String sender) {
        boolean isNew = received.computeIfAbsent(process.identity(), id -> new HashSet<>())
                .add(signal);
        String now = signal + " to " + process.name();
        if (signal.isRung() && !repeatsAllowed && !isNew) {
            throw new AssertionError(now + " for the second time");
        }
        if (signal.isRung()) {
            gotWhat.add(now + " by " + sender);
        }
    }

    List<String> received() {
        return List.copyOf(gotWhat);
    }

    List<FakeMachine.Sent> all() {
        return List.copyOf(sent);
    }
}
