package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does with a form's text what saving it would do, and turns the error into the form's. */
final class FormCheck {

    /** The cap is checked elsewhere. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final FormPlace place;

    FormCheck(FormPlace place) {
        this.place = place;
    }

    /**
     * OK for what is empty, and for everybody who may not configure the place: they learn nothing by it. The Snippet
     * Generator shows the form to them, too.
     */
    FormValidation check(String value, Consumer<KillFields> setter) {
        return check(value, setter, fields -> FormValidation.ok());
    }

    /**
     * The same for windows: a warning, where what they are set for may be a Pipeline, and a timeout around it is shorter.
     *
     * @param forPipelines whether it may be one
     */
    FormValidation checkWindows(String value, boolean forPipelines, Consumer<KillFields> setter) {
        return check(value, setter, fields -> forPipelines ? nests(windows(fields)) : FormValidation.ok());
    }

    private static Duration windows(KillFields fields) {
        return Resolution.ofDefaults(fields, LONGEST).resolve().longest();
    }

    private static FormValidation nests(Duration windows) {
        return ExtensionList.lookup(JenkinsTimeout.class).stream()
                .filter(timeout -> timeout.isThere() && timeout.cutsWindows())
                .filter(timeout -> timeout.getSeconds() < windows.toSeconds())
                .findFirst()
                .map(timeout -> FormValidation.warning(Messages.FormCheck_nests(
                        String.valueOf(windows.toSeconds()), String.valueOf(timeout.getSeconds()), timeout.getName())))
                .orElse(FormValidation.ok());
    }

    private FormValidation check(
            String value, Consumer<KillFields> setter, Function<KillFields, FormValidation> answer) {
        if (!place.mayConfigure() || Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.ok();
        }
        try {
            KillFields fields = new KillFields();
            setter.accept(fields);
            checkCap(fields);
            return answer.apply(fields);
        } catch (InvalidSettingException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** The global form may be about to change the cap as well: it checks the defaults against it when it is saved. */
    private void checkCap(KillFields fields) {
        if (!place.setsDefaults()) {
            CleanKillConfiguration.get().resolve(fields);
        }
    }

    static void refuseBoth(String field, String value, @CheckForNull String other) {
        if (Util.fixEmptyAndTrim(other) != null) {
            throw new InvalidSettingException(field, value, "either softKillSeconds or ladder, not both");
        }
    }
}
