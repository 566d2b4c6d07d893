package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.XmlFile;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The administrator's settings, as one state. A state that holds is never changed: a change is made to a copy, which
 * takes its place when all of it can be used. XStream fills the fields, and can't do that to a record.
 */
final class GlobalSettings {

    static final PositiveNumber CAP = PositiveNumber.seconds("capSeconds");
    static final PositiveNumber REPORTS = new PositiveNumber("keepReports", "a whole number, 1 or more");
    static final PositiveNumber DAYS = new PositiveNumber("keepReportsDays", "whole days, 1 or more");

    private static final Logger LOGGER = Logger.getLogger(GlobalSettings.class.getName());

    private int capSeconds = CleanKillConfiguration.DEFAULT_CAP_SECONDS;
    private KillFields defaults = new KillFields();
    private boolean argumentsInReports;

    @CheckForNull
    private Integer keepReports;

    @CheckForNull
    private Integer keepReportsDays;

    /** Null is off: a setting that is switched off leaves no trace in the file. */
    @CheckForNull
    private Boolean everyBuild;

    /** Null is no, for the same reason. */
    @CheckForNull
    private Boolean leftoversFixed;

    @CheckForNull
    private Boolean keepFixed;

    /** Null is {@link DeadBuildPolicy#REPORT}. */
    @CheckForNull
    private String deadBuilds;

    /** The file's settings. An unusable value is one line in Jenkins' own log, and left out; the rest holds. */
    static GlobalSettings in(XmlFile file) {
        GlobalSettings stored = new GlobalSettings();
        try {
            if (file.exists()) {
                file.unmarshal(stored);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The global settings in " + file + " can't be read");
            return new GlobalSettings();
        }
        stored.leaveOutWhatCannotBeUsed(new LeftOut(file));
        return stored;
    }

    private void leaveOutWhatCannotBeUsed(LeftOut leftOut) {
        capSeconds = leftOut.unless(CAP::check, capSeconds, CleanKillConfiguration.DEFAULT_CAP_SECONDS);
        keepReports = leftOut.unless(REPORTS::checkIfSet, keepReports, null);
        keepReportsDays = leftOut.unless(DAYS::checkIfSet, keepReportsDays, null);
        deadBuilds = leftOut.unless(GlobalSettings::storedPolicy, deadBuilds, null);
        defaults = StoredFields.usable(defaults, cap(), leftOut);
    }

    GlobalSettings copy() {
        GlobalSettings copy = new GlobalSettings();
        copy.capSeconds = capSeconds;
        copy.defaults = defaults;
        copy.argumentsInReports = argumentsInReports;
        copy.keepReports = keepReports;
        copy.keepReportsDays = keepReportsDays;
        copy.everyBuild = everyBuild;
        copy.leftoversFixed = leftoversFixed;
        copy.keepFixed = keepFixed;
        copy.deadBuilds = deadBuilds;
        return copy;
    }

    /**
     * Checks that cap and defaults go together, whichever of them was changed.
     *
     * @param before the settings that this was copied from
     * @throws InvalidSettingException naming the cap, if it alone was lowered, and the default that needs more; otherwise
     *     naming the first default that can't be used, or that is over the cap
     */
    void check(GlobalSettings before) {
        boolean capAlone = defaults == before.defaults;
        Resolution.ofDefaults(defaults, cap())
                .resolve(capAlone ? new TimeLimit.RefusingTheCap(cap()) : new TimeLimit.Refusing(cap()));
    }

    Duration cap() {
        return Duration.ofSeconds(capSeconds);
    }

    int capSeconds() {
        return capSeconds;
    }

    void setCapSeconds(int seconds) {
        capSeconds = CAP.check(seconds);
    }

    /** The defaults; callers do not change them. */
    KillFields defaults() {
        return defaults;
    }

    void setDefaults(KillFields fields) {
        defaults = StoredFields.copy(fields);
    }

    boolean argumentsInReports() {
        return argumentsInReports;
    }

    void setArgumentsInReports(boolean wanted) {
        argumentsInReports = wanted;
    }

    @CheckForNull
    Integer keepReports() {
        return keepReports;
    }

    void setKeepReports(@CheckForNull Integer builds) {
        keepReports = REPORTS.checkIfSet(builds);
    }

    @CheckForNull
    Integer keepReportsDays() {
        return keepReportsDays;
    }

    void setKeepReportsDays(@CheckForNull Integer days) {
        keepReportsDays = DAYS.checkIfSet(days);
    }

    boolean everyBuild() {
        return Boolean.TRUE.equals(everyBuild);
    }

    void setEveryBuild(boolean wanted) {
        everyBuild = wanted ? Boolean.TRUE : null;
    }

    Fixed fixed() {
        return new Fixed(Boolean.TRUE.equals(leftoversFixed), Boolean.TRUE.equals(keepFixed));
    }

    void setLeftoversFixed(boolean wanted) {
        leftoversFixed = wanted ? Boolean.TRUE : null;
    }

    void setKeepFixed(boolean wanted) {
        keepFixed = wanted ? Boolean.TRUE : null;
    }

    DeadBuildPolicy deadBuilds() {
        return deadBuilds == null ? DeadBuildPolicy.REPORT : DeadBuildPolicy.parse(deadBuilds);
    }

    void setDeadBuilds(@CheckForNull String policy) {
        deadBuilds = storedPolicy(policy);
    }

    @CheckForNull
    private static String storedPolicy(@CheckForNull String text) {
        String given = Util.fixEmptyAndTrim(text);
        DeadBuildPolicy policy = given == null ? DeadBuildPolicy.REPORT : DeadBuildPolicy.parse(given);
        return policy == DeadBuildPolicy.REPORT ? null : policy.toString();
    }
}
