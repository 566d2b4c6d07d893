package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends COMMAND without a look at {@code /proc}, when the engine can't: with the process group that it leads, or, where
 * that is not possible, alone. A process that has left the group is on its own.
 */
final class LastResort {

    private final OperatingSystem system;
    private final Process process;
    private final Duration window;

    LastResort(OperatingSystem system, Process process, Duration window) {
        this.system = system;
        this.process = process;
        this.window = window;
    }

    /** SIGTERM, the window, SIGKILL. */
    void end() {
        send(Signal.TERM);
        try {
            if (process.waitFor(window.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(Signal.KILL);
    }

    /** As long as COMMAND has not ended, its pid is its own, and that of its group. */
    private void send(Signal signal) {
        boolean sent = process.isAlive() && system.signalGroup(process.pid(), signal);
        if (!sent && signal == Signal.KILL) {
            process.destroyForcibly();
        } else if (!sent) {
            process.destroy();
        }
    }
}
