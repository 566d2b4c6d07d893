package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.listeners.SaveableListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import hudson.util.XStream2;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's part: the defaults for blocks and builds that set nothing, the most that a termination may take,
 * and the reports that are kept.
 */
@Extension
@Symbol("cleanKill")
public final class CleanKillConfiguration extends GlobalConfiguration {

    /** The cap where none is set, in seconds. */
    public static final int DEFAULT_CAP_SECONDS = 600;

    /** The file's root element is named after this class. */
    private static final XStream2 XSTREAM = new XStream2();

    private static final Logger LOGGER = Logger.getLogger(CleanKillConfiguration.class.getName());

    static {
        XSTREAM.alias(CleanKillConfiguration.class.getName(), GlobalSettings.class);
    }

    private final SettingsTransaction settings = new SettingsTransaction();

    public CleanKillConfiguration() {
        load();
    }

    /** The configuration of this controller. */
    public static CleanKillConfiguration get() {
        return ExtensionList.lookupSingleton(CleanKillConfiguration.class);
    }

    /** A value that can't be used, in a file that was changed by hand, is told and left out; the rest holds. */
    @Override
    public synchronized void load() {
        settings.replace(GlobalSettings.in(getConfigFile()));
    }

    @Override
    public synchronized void save() {
        if (settings.isOpen() || BulkChange.contains(this)) {
            return; // it is saved once, when all of it holds
        }
        try {
            getConfigFile().write(settings.committed());
            SaveableListener.fireOnChange(this, getConfigFile());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The global settings could not be saved in " + getConfigFile());
        }
    }

    @Override
    protected XmlFile getConfigFile() {
        return new XmlFile(XSTREAM, super.getConfigFile().getFile());
    }

    /**
     * Makes several changes by the setters: all of them hold together and are saved, or, if one is refused, none.
     *
     * @throws E whatever the changes throw
     * @throws InvalidSettingException if the changes don't go together
     */
    public <E extends Exception> void allOrNothing(SettingsTransaction.Changes<E> changes) throws E {
        settings.commit(changes);
        save();
    }

    /**
     * Checks the same, and changes nothing.
     *
     * @throws E whatever the changes throw
     * @throws InvalidSettingException if the changes don't go together
     */
    public <E extends Exception> void rehearse(SettingsTransaction.Changes<E> changes) throws E {
        settings.rehearse(changes);
    }

    private void change(Consumer<GlobalSettings> setter) {
        settings.change(setter);
        save();
    }

    /**
     * The settings that hold for a block or build with these fields.
     *
     * @param place where they were set
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    public ResolvedSettings resolve(KillFields fields, Source place) {
        return resolve(fields, place, notice -> {});
    }

    /**
     * The same.
     *
     * @param notices hears of each field that does not hold, since the administrator has fixed it
     */
    public ResolvedSettings resolve(KillFields fields, Source place, Consumer<String> notices) {
        return resolution(fields, place, notices).resolve();
    }

    /**
     * The same for fields that were stored, perhaps before the cap was lowered: times over it are shortened.
     *
     * @param notices hears of each shortening, and of each field that the administrator has fixed
     * @throws InvalidSettingException naming the first field that can't be used
     */
    public ResolvedSettings resolveStored(KillFields fields, Source place, Consumer<String> notices) {
        return resolution(fields, place, notices).resolveShortened();
    }

    Resolution resolution(KillFields fields, Source place, Consumer<String> notices) {
        GlobalSettings now = settings.committed();
        return new Resolution(fields, place, now.defaults(), now.cap(), now.fixed(), notices);
    }

    /** The same for the fields of a job. */
    public ResolvedSettings resolve(KillFields fields) {
        return resolve(fields, Source.JOB);
    }

    /** The most that all soft-kill windows together may take. */
    public Duration cap() {
        return settings.committed().cap();
    }

    public int getCapSeconds() {
        return settings.committed().capSeconds();
    }

    /**
     * @throws InvalidSettingException naming {@code capSeconds}, unless it is 1 or more and enough for the defaults
     */
    @DataBoundSetter
    public void setCapSeconds(int capSeconds) {
        change(draft -> draft.setCapSeconds(capSeconds));
    }

    /** A copy: changes to it do not hold. */
    public KillFields getDefaults() {
        return StoredFields.copy(settings.committed().defaults());
    }

    /**
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    @DataBoundSetter
    public void setDefaults(KillFields defaults) {
        change(draft -> draft.setDefaults(defaults));
    }

    /** Whether no job sets another policy for leftovers. */
    public boolean isLeftoversFixed() {
        return settings.committed().fixed().leftovers();
    }

    @DataBoundSetter
    public void setLeftoversFixed(boolean leftoversFixed) {
        change(draft -> draft.setLeftoversFixed(leftoversFixed));
    }

    /** Whether no job keeps other processes. */
    public boolean isKeepFixed() {
        return settings.committed().fixed().keep();
    }

    @DataBoundSetter
    public void setKeepFixed(boolean keepFixed) {
        change(draft -> draft.setKeepFixed(keepFixed));
    }

    /** Whether it is for every build, or for those that have the wrapper or the step. */
    public boolean isEveryBuild() {
        return settings.committed().everyBuild();
    }

    /** Holds for builds, and for {@code node} blocks of a Pipeline, that begin from now on. */
    @DataBoundSetter
    public void setEveryBuild(boolean everyBuild) {
        change(draft -> draft.setEveryBuild(everyBuild));
    }

    /** The policy for processes of builds that are over. */
    public DeadBuildPolicy deadBuildPolicy() {
        return settings.committed().deadBuilds();
    }

    public String getDeadBuilds() {
        return deadBuildPolicy().toString();
    }

    /**
     * @throws InvalidSettingException naming {@code deadBuilds}
     */
    @DataBoundSetter
    public void setDeadBuilds(@CheckForNull String deadBuilds) {
        change(draft -> draft.setDeadBuilds(deadBuilds));
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
        return settings.committed().argumentsInReports();
    }

    /** Holds for what is kept and for what is shown from now on. */
    @DataBoundSetter
    public void setArgumentsInReports(boolean argumentsInReports) {
        change(draft -> draft.setArgumentsInReports(argumentsInReports));
    }

    /** Of how many builds of a job, the latest that have any, the reports are kept; null for all. */
    @CheckForNull
    public Integer getKeepReports() {
        return settings.committed().keepReports();
    }

    /**
     * @throws InvalidSettingException naming {@code keepReports}, unless it is null or 1 or more
     */
    @DataBoundSetter
    public void setKeepReports(@CheckForNull Integer keepReports) {
        change(draft -> draft.setKeepReports(keepReports));
    }

    /** How many days a build's reports are kept; null for as long as the build. */
    @CheckForNull
    public Integer getKeepReportsDays() {
        return settings.committed().keepReportsDays();
    }

    /**
     * @throws InvalidSettingException naming {@code keepReportsDays}, unless it is null or 1 or more
     */
    @DataBoundSetter
    public void setKeepReportsDays(@CheckForNull Integer keepReportsDays) {
        change(draft -> draft.setKeepReportsDays(keepReportsDays));
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.has("defaults")) {
            FormBinding.withoutEmptyFields(form.getJSONObject("defaults"));
        }
        FormBinding.explain(() -> {
            allOrNothing(() -> {
                // A field that the form leaves empty is not bound
                setKeepReports(null);
                setKeepReportsDays(null);
                super.configure(request, FormBinding.withoutEmptyFields(form));
            });
            return true;
        });
        return true;
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanKill_displayName();
    }

    /** The timeouts beside the windows, for the form. */
    public List<JenkinsTimeout> getTimeouts() {
        return ExtensionList.lookup(JenkinsTimeout.class).stream()
                .filter(JenkinsTimeout::isThere)
                .toList();
    }

    @POST
    public FormValidation doCheckCapSeconds(@QueryParameter String value) {
        return check(GlobalSettings.CAP, value);
    }

    @POST
    public FormValidation doCheckKeepReports(@QueryParameter String value) {
        return check(GlobalSettings.REPORTS, value);
    }

    @POST
    public FormValidation doCheckKeepReportsDays(@QueryParameter String value) {
        return check(GlobalSettings.DAYS, value);
    }

    private static FormValidation check(PositiveNumber field, String value) {
        return new FormCheck(FormPlace.CONTROLLER).check(value, fields -> field.parse(value));
    }
}
