package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;

/**
 * Thaws what a termination has frozen, should its JVM be lost before it can do so itself. The watchdog waits a while before
 * it thaws: an agent that is back takes the termination up again, and meanwhile no next command of a script must run.
 */
public interface ThawWatchdog extends AutoCloseable {

    /**
     * Set in the watchdog once its JVM is lost, to the terminated build's cookie: a later termination finds the watchdog by
     * it and ends it.
     */
    String VARIABLE = "CLEAN_KILL_WATCHDOG";

    /** For systems that freeze nothing, or have no watchdog. */
    ThawWatchdog NONE = new ThawWatchdog() {
        @Override
        public void watch(ProcessIdentity process, Signal parting) {
            // There is none to be told
        }

        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public void close() {
            // There is nothing to end
        }
    };

    /**
     * The process is about to be frozen. If our JVM is lost while it is, it gets the parting signal and SIGCONT.
     *
     * @param parting SIGCONT for a process that is to live
     */
    void watch(ProcessIdentity process, Signal parting);

    /** Whether the watchdog has started by now. */
    boolean isThere();

    /** Ends the watchdog: nothing is frozen any more. */
    @Override
    void close();
}
