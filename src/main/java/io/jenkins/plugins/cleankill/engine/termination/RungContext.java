package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Observer;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The tools of one termination, rung after rung.
 *
 * @param substitute reads in place of frozen processes
 * @param evidence reads what only some rules ask
 * @param hurried whether the end of all windows was asked for
 * @param moments the present moment, as the start times of processes are told
 * @param observer the process that we run in
 */
record RungContext(
        Freezer freezer,
        Substitute substitute,
        EvidenceReader evidence,
        OutcomeRecorder recorder,
        ExitWaiter waiter,
        ProgressListener listener,
        BooleanSupplier hurried,
        Supplier<Moment> moments,
        Observer observer) {

    /** Tells a user something, once in the termination. */
    void remark(String text) {
        if (recorder.remark(text)) {
            listener.on(new TerminationEvent.Remark(text));
        }
    }
}
