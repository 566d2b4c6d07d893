package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.util.function.Function;

/** The values that hold for a form's empty fields, in the form's own words: {@code (default: TERM 15s)}. */
public final class FormDefaults {

    private final boolean inherited;
    private final boolean known;
    private final Resolution resolution;
    private final ResolvedSettings resolved;

    private FormDefaults(boolean inherited, boolean known) {
        this.inherited = inherited;
        this.known = known;
        this.resolution = inherited ? controllers() : builtIn();
        this.resolved = resolution.resolve();
    }

    /** The defaults of a form at that place. A person who may not read its settings learns none of them. */
    static FormDefaults at(FormPlace place) {
        return new FormDefaults(!place.setsDefaults(), place.mayRead());
    }

    /** The defaults of a form on a page that is closed to a person who may not read its settings. */
    static FormDefaults inherited() {
        return new FormDefaults(true, true);
    }

    private static Resolution controllers() {
        return CleanKillConfiguration.get().resolution(new KillFields(), Source.JOB, notice -> {});
    }

    private static Resolution builtIn() {
        return Resolution.ofDefaults(
                new KillFields(), CleanKillConfiguration.get().cap());
    }

    /** Whether they are the controller's, and not what is built in. */
    public boolean isInherited() {
        return inherited;
    }

    /** The policy for leftovers, if the administrator has fixed it, in a sentence; otherwise null. */
    @CheckForNull
    public String getFixedLeftovers() {
        return resolution.fixed().leftovers() ? fixed(resolved.settings().leftovers()) : null;
    }

    /** The same for the globs. */
    @CheckForNull
    public String getFixedKeep() {
        return resolution.fixed().keep() ? fixed(globs()) : null;
    }

    private String fixed(Object value) {
        return known ? Messages.KillFields_fixedIs(value.toString()) : Messages.KillFields_fixed();
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
        return shown(globs());
    }

    private String globs() {
        String globs = String.join(" ", resolved.settings().keep().globs());
        return globs.isEmpty() ? Messages.KillFields_nothing() : globs;
    }

    /** The signals by which programs print what they do. */
    public String getDumpSignals() {
        String signals = resolved.settings().dumpSignals().toString();
        return shown(signals.isEmpty() ? Messages.KillFields_nothing() : signals);
    }

    /** Whether there is a command; not which one, since only an administrator reads that. */
    public String getOnAbort() {
        return command(resolved.onAbort());
    }

    /** The same for the command after the last process. */
    public String getAfterKill() {
        return command(resolved.afterKill());
    }

    private String command(@CheckForNull Hook hook) {
        return shown(hook == null ? Messages.KillFields_nothing() : Messages.KillFields_administratorsCommand());
    }

    /** The time limit of a command, wherever the command is set. */
    public String getOnAbortSeconds() {
        return shown(resolution.hookLimit(Hook.Moment.ON_ABORT).toSeconds());
    }

    /** The same for the command after the last process. */
    public String getAfterKillSeconds() {
        return shown(resolution.hookLimit(Hook.Moment.AFTER_KILL).toSeconds());
    }

    /** The choices, behind the default one. */
    ListBoxModel choices(Function<Settings, ?> value, Option... options) {
        return choices(value.apply(resolved.settings()), options);
    }

    /** The choices for the containers that a build starts itself, behind the default one. */
    ListBoxModel containers(Option... options) {
        return choices(resolved.containers().policy(), options);
    }

    private ListBoxModel choices(Object standard, Option... options) {
        ListBoxModel choices = new ListBoxModel(options);
        choices.add(0, new Option(shown(standard), ""));
        return choices;
    }

    private String shown(Object value) {
        return known ? Messages.KillFields_defaultIs(value.toString()) : Messages.KillFields_default();
    }
}
