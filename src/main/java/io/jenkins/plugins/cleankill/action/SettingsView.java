package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The settings that were in force, each as a user writes it. */
@ExportedBean(defaultVisibility = 3)
public final class SettingsView {

    private final Settings settings;

    SettingsView(Settings settings) {
        this.settings = settings;
    }

    @Exported
    public String getLadder() {
        return settings.ladder().toString();
    }

    @Exported
    public String getDelivery() {
        return settings.delivery().toString();
    }

    @Exported
    public String getLeftovers() {
        return settings.leftovers().toString();
    }

    @Exported
    public List<String> getKeep() {
        return settings.keep().globs().stream().map(SafeText::line).toList();
    }

    @Exported
    public boolean isDumpThreads() {
        return settings.dumpThreads();
    }
}
