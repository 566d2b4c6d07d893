package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/**
 * The clock of {@link DurableTaskStep}: 20 s after an abort it fails the step and deletes the log. While a block with a
 * longer window runs it is raised, for all builds: it only ever ends what did not stop.
 */
final class RemoteTimeout {

    /** What SIGKILL, the verification and durable-task's own polling may take after the last window. */
    static final Duration MARGIN = Duration.ofSeconds(20);

    private static final Map<Cookie, Long> NEEDED = new HashMap<>();
    private static long original;

    private RemoteTimeout() {}

    /** The block needs at least that long, until it is released. */
    static synchronized void need(Cookie block, Duration time) {
        if (isThere()) {
            if (NEEDED.isEmpty()) {
                original = DurableTaskStep.REMOTE_TIMEOUT;
            }
            NEEDED.put(block, time.toSeconds());
            apply();
        }
    }

    /** The last one puts back what was there. */
    static synchronized void release(Cookie block) {
        if (NEEDED.remove(block) != null) {
            apply();
        }
    }

    private static void apply() {
        DurableTaskStep.REMOTE_TIMEOUT =
                NEEDED.isEmpty() ? original : Math.max(original, Collections.max(NEEDED.values()));
    }

    private static boolean isThere() {
        return Jenkins.get().getPlugin("workflow-durable-task-step") != null;
    }
}
