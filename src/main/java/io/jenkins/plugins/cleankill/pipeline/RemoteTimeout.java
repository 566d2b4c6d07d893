package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/**
 * The clock of {@link DurableTaskStep}: 20 s after an abort it fails the step and deletes the log. While a block with a
 * longer window runs it is raised, for all builds: it only ever ends what did not stop. An administrator may forbid that.
 */
final class RemoteTimeout {

    /** What SIGKILL, the verification and durable-task's own polling may take after the last window. */
    static final Duration MARGIN = Duration.ofSeconds(20);

    /** This system property, set to {@code true}, forbids to raise it. */
    static final String FORBIDDEN = "io.jenkins.plugins.cleankill.keepRemoteTimeout";

    private static final Logger LOGGER = Logger.getLogger(RemoteTimeout.class.getName());

    private static final Map<Cookie, Long> NEEDED = new HashMap<>();
    private static long original;

    private RemoteTimeout() {}

    /** The block needs at least that long, until it is released. */
    static synchronized void need(Cookie block, Duration time) {
        if (isThere() && !SystemProperties.getBoolean(FORBIDDEN)) {
            change(() -> {
                if (NEEDED.isEmpty()) {
                    original = DurableTaskStep.REMOTE_TIMEOUT;
                }
                NEEDED.put(block, time.toSeconds());
                apply();
            });
        }
    }

    /** The last one puts back what was there. */
    static synchronized void release(Cookie block) {
        if (NEEDED.remove(block) != null) {
            change(RemoteTimeout::apply);
        }
    }

    private static void apply() {
        DurableTaskStep.REMOTE_TIMEOUT =
                NEEDED.isEmpty() ? original : Math.max(original, Collections.max(NEEDED.values()));
    }

    /** Another version of the plugin may have made the field final, or have none. */
    private static void change(Runnable change) {
        try {
            change.run();
        } catch (IllegalAccessError | NoSuchFieldError e) {
            LOGGER.log(Level.WARNING, "DurableTaskStep.REMOTE_TIMEOUT can't be raised", e);
        }
    }

    /** Whether a step that is stopped now is not ended by force, its log deleted, before that time is over. */
    static boolean allows(Duration time) {
        try {
            return !isThere() || DurableTaskStep.REMOTE_TIMEOUT >= time.toSeconds();
        } catch (NoSuchFieldError e) {
            LOGGER.log(Level.FINE, "DurableTaskStep.REMOTE_TIMEOUT is not there", e);
            return false;
        }
    }

    /** After so many seconds a step that was stopped is ended by force. */
    static long seconds() {
        return DurableTaskStep.REMOTE_TIMEOUT;
    }

    private static boolean isThere() {
        return Jenkins.get().getPlugin("workflow-durable-task-step") != null;
    }
}
