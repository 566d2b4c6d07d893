package io.jenkins.plugins.cleankill.config;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.Set;
import net.sf.json.JSONObject;

/** From a submitted form to a described object: an empty field isn't set, and an unusable value is the form's error. */
public final class FormBinding {

    private FormBinding() {}

    /** A step of binding a form, which may throw what it likes. */
    @FunctionalInterface
    public interface Binding<T> {
        T bind() throws FormException;
    }

    /** That form, from which its empty fields are removed: data binding would turn an empty choice of yes or no into no. */
    public static JSONObject withoutEmptyFields(JSONObject form) {
        // in place: a copy by json-lib would parse texts that look like JSON, such as the glob [ab]*
        for (Object field : Set.copyOf(form.keySet())) {
            if ("".equals(form.get(field))) {
                form.remove(field);
            }
        }
        return form;
    }

    /**
     * The binding's result.
     *
     * @throws FormException with the message of the {@link InvalidSettingException} inside, if there is one, wherever data
     *     binding has wrapped it
     */
    public static <T> T explain(Binding<T> binding) throws FormException {
        try {
            return binding.bind();
        } catch (RuntimeException | LinkageError e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidSettingException invalid) {
                    throw new FormException(invalid.getMessage(), e, invalid.field());
                }
            }
            throw e;
        }
    }
}
