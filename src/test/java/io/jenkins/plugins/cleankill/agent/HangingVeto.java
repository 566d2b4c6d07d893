package io.jenkins.plugins.cleankill.agent;

import hudson.util.ProcessKillingVeto;
import hudson.util.ProcessTreeRemoting.IOSProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Of a process that has {@value #VARIABLE} in its environment: fails when it is asked for the first time, so that ours fails,
 * and does not answer from then on, so that Jenkins' own killing hangs. A test makes it an extension of its own.
 */
public abstract class HangingVeto extends ProcessKillingVeto {

    /** Marks the processes. */
    public static final String VARIABLE = "HANG_THE_VETO";

    private final AtomicBoolean failed = new AtomicBoolean();
    private final CountDownLatch answers = new CountDownLatch(1);

    @Override
    public VetoCause vetoProcessKilling(IOSProcess process) {
        if (!process.getEnvironmentVariables().containsKey(VARIABLE)) {
            return null;
        }
        if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("a broken veto");
        }
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** It answers again. */
    public void goOn() {
        answers.countDown();
    }
}
