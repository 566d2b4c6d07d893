package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's part: what holds where a block or build sets nothing, how long a termination may take at most, and what is kept
 * of it.
 */
@Extension
@Symbol("cleanKill")
public final class CleanKillConfiguration extends GlobalConfiguration {

    /** The cap where none is set, in seconds. */
    public static final int DEFAULT_CAP_SECONDS = 600;

    private static final PositiveNumber CAP = PositiveNumber.seconds("capSeconds");
    private static final PositiveNumber REPORTS = new PositiveNumber("keepReports", "a whole number, 1 or more");
    private static final PositiveNumber DAYS = new PositiveNumber("keepReportsDays", "whole days, 1 or more");

    private int capSeconds = DEFAULT_CAP_SECONDS;
    private KillFields defaults = new KillFields();
    private boolean argumentsInReports;

    @CheckForNull
    private Integer keepReports;

    @CheckForNull
    private Integer keepReportsDays;

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

    /** What can't be used of a file that was changed by hand is said and left out; the rest holds. */
    @Override
    public void load() {
        super.load();
        LeftOut leftOut = new LeftOut(getConfigFile());
        capSeconds = leftOut.unless(CAP::check, capSeconds, DEFAULT_CAP_SECONDS);
        keepReports = leftOut.unless(REPORTS::checkIfSet, keepReports, null);
        keepReportsDays = leftOut.unless(DAYS::checkIfSet, keepReportsDays, null);
        deadBuilds = leftOut.unless(CleanKillConfiguration::storedPolicy, deadBuilds, null);
        defaults = StoredFields.usable(defaults == null ? new KillFields() : defaults, cap(), leftOut);
    }

    /**
     * What holds for a block or build with these fields.
     *
     * @param place where they were set
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    public ResolvedSettings resolve(KillFields fields, Source place) {
        return resolution(fields, place).resolve();
    }

    Resolution resolution(KillFields fields, Source place) {
        return new Resolution(fields, place, defaults, cap());
    }

    /** The same for the fields of a job. */
    public ResolvedSettings resolve(KillFields fields) {
        return resolve(fields, Source.JOB);
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
        this.capSeconds = CAP.check(capSeconds);
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
        new Resolution(new KillFields(), Source.GLOBAL, defaults, cap()).resolve();
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
        this.deadBuilds = storedPolicy(deadBuilds);
        save();
    }

    @CheckForNull
    private static String storedPolicy(@CheckForNull String text) {
        String given = Util.fixEmptyAndTrim(text);
        DeadBuildPolicy policy = given == null ? DeadBuildPolicy.REPORT : DeadBuildPolicy.parse(given);
        return policy == DeadBuildPolicy.REPORT ? null : policy.toString();
    }

    @POST
    public ListBoxModel doFillDeadBuildsItems() {
        return new ListBoxModel(
                new Option(Messages.CleanKillConfiguration_report(), "report"),
                new Option(Messages.CleanKillConfiguration_kill(), "kill"),
                new Option(Messages.CleanKillConfiguration_off(), "off"));
    }

    /** Whether reports keep the processes' arguments, known secrets masked, in place of the programs' file names only. */
    public boolean isArgumentsInReports() {
        return argumentsInReports;
    }

    /** Holds for what is kept and for what is shown from now on. */
    @DataBoundSetter
    public void setArgumentsInReports(boolean argumentsInReports) {
        this.argumentsInReports = argumentsInReports;
        save();
    }

    /** Of how many builds of a job, the latest that have any, the reports are kept; null for all. */
    @CheckForNull
    public Integer getKeepReports() {
        return keepReports;
    }

    /**
     * @throws InvalidSettingException naming {@code keepReports}, unless it is null or 1 or more
     */
    @DataBoundSetter
    public void setKeepReports(@CheckForNull Integer keepReports) {
        this.keepReports = REPORTS.checkIfSet(keepReports);
        save();
    }

    /** How many days a build's reports are kept; null for as long as the build. */
    @CheckForNull
    public Integer getKeepReportsDays() {
        return keepReportsDays;
    }

    /**
     * @throws InvalidSettingException naming {@code keepReportsDays}, unless it is null or 1 or more
     */
    @DataBoundSetter
    public void setKeepReportsDays(@CheckForNull Integer keepReportsDays) {
        this.keepReportsDays = DAYS.checkIfSet(keepReportsDays);
        save();
    }

    /** All or nothing: what was set before one field was refused is taken back. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.has("defaults")) {
            FormBinding.withoutEmptyFields(form.getJSONObject("defaults"));
        }
        boolean done = false;
        try (BulkChange change = new BulkChange(this)) {
            // What the form leaves empty it does not bind.
            keepReports = null;
            keepReportsDays = null;
            FormBinding.explain(() -> super.configure(request, FormBinding.withoutEmptyFields(form)));
            change.commit();
            done = true;
            return true;
        } catch (IOException e) {
            throw new FormException(Messages.CleanKillConfiguration_notSaved(e.getMessage()), e, "cleanKill");
        } finally {
            if (!done) {
                takeBack();
            }
        }
    }

    private void takeBack() {
        capSeconds = DEFAULT_CAP_SECONDS;
        defaults = new KillFields();
        argumentsInReports = false;
        keepReports = null;
        keepReportsDays = null;
        load();
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanKill_displayName();
    }

    /** The clocks beside the windows, for the form. */
    public List<OtherClock> getClocks() {
        return ExtensionList.lookup(OtherClock.class).stream()
                .filter(OtherClock::isThere)
                .toList();
    }

    @POST
    public FormValidation doCheckCapSeconds(@QueryParameter String value) {
        return check(CAP, value);
    }

    @POST
    public FormValidation doCheckKeepReports(@QueryParameter String value) {
        return check(REPORTS, value);
    }

    @POST
    public FormValidation doCheckKeepReportsDays(@QueryParameter String value) {
        return check(DAYS, value);
    }

    private static FormValidation check(PositiveNumber field, String value) {
        return new FormCheck(FormPlace.CONTROLLER).check(value, fields -> field.parse(value));
    }
}
