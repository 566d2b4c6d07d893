package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.util.function.Function;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** What holds where a form leaves its fields empty, in the form's own words: {@code (default: TERM 15s)}. */
public final class FormDefaults {

    @CheckForNull
    private final Item item;

    private final Resolution resolution;
    private final ResolvedSettings resolved;

    /** @param item the job whose form it is, or null in a form of the controller: there the built-in values hold */
    FormDefaults(@CheckForNull Item item) {
        this.item = item;
        CleanKillConfiguration global = CleanKillConfiguration.get();
        KillFields nothing = new KillFields();
        this.resolution = item == null
                ? new Resolution(nothing, Source.GLOBAL, nothing, global.cap())
                : global.resolution(nothing, Source.JOB);
        this.resolved = resolution.resolve();
    }

    /** Those for the form that this request shows. */
    static FormDefaults ofRequest() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return new FormDefaults(request == null ? null : request.findAncestorObject(Item.class));
    }

    /** The rungs. */
    public String getLadder() {
        return shown(resolved.settings().ladder());
    }

    /** The window, if there is but one rung, of SIGTERM; otherwise the rungs. */
    public String getSoftKillSeconds() {
        Ladder ladder = resolved.settings().ladder();
        return ladder.equals(Ladder.softKill(ladder.total()))
                ? shown(ladder.total().toSeconds())
                : getLadder();
    }

    /** The globs. */
    public String getKeep() {
        String globs = String.join(" ", resolved.settings().keep().globs());
        return shown(globs.isEmpty() ? Messages.KillFields_nothing() : globs);
    }

    /** Whether there is a command; not which one, since only who may configure the controller reads that. */
    public String getOnAbort() {
        return shown(
                resolved.onAbort() == null
                        ? Messages.KillFields_nothing()
                        : Messages.KillFields_administratorsCommand());
    }

    /** The time limit of a command, whoever sets the command. */
    public String getOnAbortSeconds() {
        return shown(resolution.onAbortLimit().toSeconds());
    }

    /** These choices behind the default one. Who may not configure the place learns no value of it. */
    ListBoxModel choices(Function<Settings, ?> value, Option... options) {
        boolean mayKnow = new FormCheck(item).mayConfigure();
        ListBoxModel choices = new ListBoxModel(options);
        choices.add(
                0, new Option(mayKnow ? shown(value.apply(resolved.settings())) : Messages.KillFields_default(), ""));
        return choices;
    }

    private static String shown(Object value) {
        return Messages.KillFields_defaultIs(value.toString());
    }
}
