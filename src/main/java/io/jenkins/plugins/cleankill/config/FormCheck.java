package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.function.Consumer;

/** Does with a form's text what saving it would do, and turns the error into the form's. */
final class FormCheck {

    private final FormPlace place;

    FormCheck(FormPlace place) {
        this.place = place;
    }

    /**
     * OK for what is empty, and for everybody who may not configure the place: they learn nothing by it. The Snippet
     * Generator shows the form to them, too.
     */
    FormValidation check(String value, Consumer<KillFields> setter) {
        if (!place.mayConfigure() || Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.ok();
        }
        try {
            KillFields fields = new KillFields();
            setter.accept(fields);
            checkCap(fields);
            return FormValidation.ok();
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
