package io.jenkins.plugins.cleankill.trend;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A command that was killed, as page and remote API show it. */
@ExportedBean(defaultVisibility = 2)
public final class KilledCommand {

    private final Trend.Killed killed;

    KilledCommand(Trend.Killed killed) {
        this.killed = killed;
    }

    @Exported
    public String getCommand() {
        return SafeText.name(killed.command());
    }

    /** How many of its processes were killed. */
    @Exported
    public int getTimes() {
        return killed.times();
    }

    /** In how many builds. */
    @Exported
    public int getBuilds() {
        return killed.builds();
    }
}
