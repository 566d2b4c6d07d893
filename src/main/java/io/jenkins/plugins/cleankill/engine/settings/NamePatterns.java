package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;
import java.util.List;

/**
 * Globs over a process' program name or its whole command line, in the syntax of {@link KeepPatterns}: processes that match
 * are meant to end.
 *
 * @param globs the globs, at least one, each of which parses
 */
public record NamePatterns(List<String> globs) implements Serializable {

    private static final String SETTING = "names";

    /**
     * @throws InvalidSettingException naming {@code names}
     */
    public NamePatterns {
        globs = List.copyOf(globs);
        if (globs.isEmpty()) {
            throw new InvalidSettingException(SETTING, "", "at least one glob like 'redis*'");
        }
        Globs.of(SETTING, globs);
    }

    /** The globs, ready to be used. */
    public Globs compile() {
        return Globs.of(SETTING, globs);
    }

    /** As the user wrote them. */
    @Override
    public String toString() {
        return String.join(", ", globs);
    }
}
