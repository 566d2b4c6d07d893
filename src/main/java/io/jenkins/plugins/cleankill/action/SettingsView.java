package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    /** As a user writes them; empty for none. */
    @Exported
    public String getDumpSignals() {
        return settings.dumpSignals().toString();
    }

    /** Where each of them came from, by its name and in the words of the report's file: {@code step}, {@code global}. */
    @Exported
    public Map<String, String> getFrom() {
        return from(Source::toString);
    }

    /** The same for a person. */
    public Map<String, String> getFromText() {
        return from(ViewText::source);
    }

    private Map<String, String> from(Function<Source, String> words) {
        Map<String, String> from = new LinkedHashMap<>();
        from.put("ladder", words.apply(settings.from().ladder()));
        from.put("delivery", words.apply(settings.from().delivery()));
        from.put("leftovers", words.apply(settings.from().leftovers()));
        from.put("keep", words.apply(settings.from().keep()));
        from.put("dumpThreads", words.apply(settings.from().dumpThreads()));
        from.put("dumpSignals", words.apply(settings.from().dumpSignals()));
        return from;
    }
}
