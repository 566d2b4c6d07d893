package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.explain.CaughtAndAlive;
import io.jenkins.plugins.cleankill.engine.explain.Reason;
import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.explain.WhyAlive;
import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Says of the members of one termination why they outlive its signals. */
final class Explanations {

    /** A storm of processes must not drown the log. */
    private static final int MOST = 20;

    private final OutcomeRecorder recorder;
    private final OptionalLong ownUser;
    private final EvidenceReader evidence;

    Explanations(OutcomeRecorder recorder, OptionalLong ownUser, EvidenceReader evidence) {
        this.recorder = recorder;
        this.ownUser = ownUser;
        this.evidence = evidence;
    }

    /** Writes down of each member why it has outlived the signal; the last reason counts. */
    void note(Members members, Signal signal, Freezer freezer) {
        members.alive()
                .forEach(process -> recorder.explain(
                        process.identity(),
                        why(members, process, signal, freezer).text()));
    }

    /** A sentence for each that was sent the signal and lives. A process that was left alone is not news. */
    List<String> outlived(Members members, Signal signal, Freezer freezer) {
        List<String> sentences = new ArrayList<>();
        for (ProcessInfo process : members.alive()) {
            Reason why = why(members, process, signal, freezer);
            if (why.kind() != Kind.NOT_SENT) {
                sentences.add(SafeText.name(process) + " " + why + "; still alive after " + signal.fullName());
            }
        }
        int more = sentences.size() - MOST;
        if (more > 0) {
            sentences.subList(MOST, sentences.size()).clear();
            sentences.add(more + " more are still alive after " + signal.fullName());
        }
        return sentences;
    }

    private Reason why(Members members, ProcessInfo process, Signal signal, Freezer freezer) {
        boolean stopped = process.state() == ProcessState.STOPPED || process.state() == ProcessState.UNKNOWN;
        if (freezer.isFrozen(process.identity()) && stopped) {
            return Reason.frozen();
        }
        Reason reason = new WhyAlive(members.table(), ownUser)
                .explain(process, signal, recorder.lastResult(process.identity()));
        return CaughtAndAlive.isAbout(reason)
                ? CaughtAndAlive.of(
                        reason,
                        members.table(),
                        evidence.awaitedLock(process.identity()),
                        recorder.workedSinceSignal(process))
                : reason;
    }
}
