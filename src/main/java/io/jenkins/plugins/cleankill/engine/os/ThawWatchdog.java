package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;

/**
 * Lets go what a termination holds, should its JVM be gone before it can do so itself. It waits a while before it does:
 * who comes back takes the termination up again, and meanwhile no next command of a script must run.
 */
public interface ThawWatchdog extends AutoCloseable {

    /** A process with this in its environment is about to let go, in place of a JVM that is gone; it tells of whom. */
    String VARIABLE = "CLEAN_KILL_WATCHDOG";

    /** For systems that hold nobody. */
    ThawWatchdog NONE = new ThawWatchdog() {
        @Override
        public void watch(ProcessIdentity process, Signal parting) {
            // Nobody does
        }

        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public void close() {
            // It holds nothing
        }
    };

    /**
     * The process is about to be held. If we are lost while it is, it gets the parting signal and goes on.
     *
     * @param parting SIGCONT for a process that is to live
     */
    void watch(ProcessIdentity process, Signal parting);

    /** Whether there is somebody by now who would do that. */
    boolean isThere();

    /** Nothing is held any more. */
    @Override
    void close();
}
