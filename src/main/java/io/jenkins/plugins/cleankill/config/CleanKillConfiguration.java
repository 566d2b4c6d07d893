package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.time.Duration;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The administrator's part: what holds where a block or build sets nothing, and how long a termination may take at most. */
@Extension
@Symbol("cleanKill")
public final class CleanKillConfiguration extends GlobalConfiguration {

    /** The cap where none is set, in seconds. */
    public static final int DEFAULT_CAP_SECONDS = 600;

    private int capSeconds = DEFAULT_CAP_SECONDS;
    private KillFields defaults = new KillFields();

    /** Null is off: what is switched off leaves no trace in the file. */
    @CheckForNull
    private Boolean everyBuild;

    @CheckForNull
    private String deadBuilds;

    public CleanKillConfiguration() {
        load();
    }

    /** The one of this controller. */
    public static CleanKillConfiguration get() {
        return ExtensionList.lookupSingleton(CleanKillConfiguration.class);
    }

    /**
     * What holds for a block or build with these fields.
     *
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    public ResolvedSettings resolve(KillFields fields) {
        return new Resolution(fields, defaults, cap()).resolve();
    }

    /** The most that all soft-kill windows together may take. */
    public Duration cap() {
        return Duration.ofSeconds(capSeconds);
    }

    public int getCapSeconds() {
        return capSeconds;
    }

    /**
     * @throws InvalidSettingException naming {@code capSeconds}, unless it is 1 or more
     */
    @DataBoundSetter
    public void setCapSeconds(int capSeconds) {
        this.capSeconds = checkCap(capSeconds);
        save();
    }

    public KillFields getDefaults() {
        return defaults;
    }

    /**
     * Set after the cap, by the form and by configuration as code alike, so that both can be raised at once.
     *
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    @DataBoundSetter
    public void setDefaults(KillFields defaults) {
        new Resolution(new KillFields(), defaults, cap()).resolve();
        this.defaults = defaults;
        save();
    }

    /** Whether it is for every build, or for those that have the wrapper or the step. */
    public boolean isEveryBuild() {
        return Boolean.TRUE.equals(everyBuild);
    }

    /** Holds for builds, and for {@code node} blocks of a Pipeline, that begin from now on. */
    @DataBoundSetter
    public void setEveryBuild(boolean everyBuild) {
        this.everyBuild = everyBuild ? Boolean.TRUE : null;
        save();
    }

    /** What to do with processes of builds that are over. */
    public DeadBuildPolicy deadBuildPolicy() {
        return deadBuilds == null ? DeadBuildPolicy.REPORT : DeadBuildPolicy.parse(deadBuilds);
    }

    public String getDeadBuilds() {
        return deadBuildPolicy().toString();
    }

    /**
     * @throws InvalidSettingException naming {@code deadBuilds}
     */
    @DataBoundSetter
    public void setDeadBuilds(@CheckForNull String deadBuilds) {
        String given = Util.fixEmptyAndTrim(deadBuilds);
        DeadBuildPolicy policy = given == null ? DeadBuildPolicy.REPORT : DeadBuildPolicy.parse(given);
        this.deadBuilds = policy == DeadBuildPolicy.REPORT ? null : policy.toString();
        save();
    }

    @POST
    public ListBoxModel doFillDeadBuildsItems() {
        return new ListBoxModel(
                new Option(Messages.CleanKillConfiguration_report(), "report"),
                new Option(Messages.CleanKillConfiguration_kill(), "kill"),
                new Option(Messages.CleanKillConfiguration_off(), "off"));
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.has("defaults")) {
            FormBinding.withoutEmptyFields(form.getJSONObject("defaults"));
        }
        return FormBinding.explain(() -> super.configure(request, form));
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanKill_displayName();
    }

    @POST
    public FormValidation doCheckCapSeconds(@QueryParameter String value) {
        return new FormCheck(null).check(value, fields -> checkCap(FormCheck.seconds("capSeconds", value)));
    }

    private static int checkCap(int seconds) {
        if (seconds < 1) {
            throw new InvalidSettingException("capSeconds", seconds, "whole seconds, 1 or more");
        }
        return seconds;
    }
}
