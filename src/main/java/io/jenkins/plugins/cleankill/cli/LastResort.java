package io.jenkins.plugins.cleankill.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends COMMAND by what the JDK has, when the engine can't: its descendants are on their own. */
final class LastResort {

    private final Process process;
    private final Duration window;

    LastResort(Process process, Duration window) {
        this.process = process;
        this.window = window;
    }

    /** SIGTERM, the window, SIGKILL. */
    void end() {
        process.destroy();
        try {
            if (process.waitFor(window.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
