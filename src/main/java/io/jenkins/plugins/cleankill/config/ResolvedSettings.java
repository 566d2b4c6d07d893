package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * The settings that hold for one block or build: its own fields, the global defaults for its empty ones, all within the
 * cap.
 *
 * @param settings for the engine
 * @param onAbort the command that runs first on an abort, or null for none
 * @param afterKill the command that runs when the last process has been ended, or null for none
 * @param containers the treatment of containers that it starts itself; null, in what an earlier version kept, for the
 *     default
 */
public record ResolvedSettings(
        Settings settings,
        @CheckForNull Hook onAbort,
        @CheckForNull Hook afterKill,
        Containers containers) implements Serializable {

    public ResolvedSettings {
        containers = containers == null ? Containers.DEFAULT : containers;
    }

    /** How long an abort may take until what is left is killed: the command that runs first, and all windows. */
    public Duration longest() {
        Duration windows = settings.ladder().total();
        return onAbort == null ? windows : windows.plus(onAbort.limit());
    }

    /** The same, the windows of containers, the command that runs then, and the windows of what that leaves. */
    public Duration longestEnd() {
        Duration windows = settings.ladder().total();
        Duration withContainers = longest().plus(windows);
        return afterKill == null
                ? withContainers
                : withContainers.plus(afterKill.limit()).plus(windows);
    }
}
