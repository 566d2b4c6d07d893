package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import java.io.IOException;
import java.util.Optional;

/**
 * The system has no signal that asks a process to end. Java could only end it by force, at once; Jenkins' own killing sends
 * Ctrl+C first, so it is left to do it.
 */
public final class LeftToJenkinsException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int STANDARD_SECONDS = 5;

    private LeftToJenkinsException(String reason, int seconds) {
        super(
                "On this Windows the processes are left to Jenkins' own killing, Ctrl+C where it can be sent, and the end by"
                        + " force no later than " + seconds + " s after it: " + reason);
    }

    /** Asks as {@link hudson.util.ProcessTree} does, in the JVM that would do the killing. */
    static void throwIfByForceOnly() throws LeftToJenkinsException {
        Optional<LeftToJenkinsException> left =
                where(HostSystem.whyByForceOnly(), Integer.getInteger("SoftKillWaitSeconds", STANDARD_SECONDS));
        if (left.isPresent()) {
            throw left.get();
        }
    }

    /**
     * @param reason why nothing but the end by force can be had here; empty if more can be
     * @param seconds the wait of Jenkins' own killing after Ctrl+C
     */
    static Optional<LeftToJenkinsException> where(Optional<String> reason, int seconds) {
        return reason.map(why -> new LeftToJenkinsException(why, seconds));
    }
}
