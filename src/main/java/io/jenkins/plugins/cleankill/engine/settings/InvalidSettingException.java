package io.jenkins.plugins.cleankill.engine.settings;

/** A setting that can't be used. The message names the field, the value and what is allowed, for a person to read. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the setting's name, as the user writes it
     * @param value the value that was given
     * @param allowed what would be allowed, to stand after "allowed:"
     */
    public InvalidSettingException(String field, Object value, String allowed) {
        super(field + ": '" + value + "' is not allowed; allowed: " + allowed);
        this.field = field;
    }

    /** The setting's name. */
    public String field() {
        return field;
    }
}
