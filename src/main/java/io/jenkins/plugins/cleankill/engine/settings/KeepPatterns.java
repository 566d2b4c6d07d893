package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;
import java.util.List;

/**
 * Globs over a process' program name or its whole command line: processes that match are meant to live on. The syntax is
 * that of {@link java.nio.file.FileSystem#getPathMatcher}: {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}} and
 * {@code \}; here {@code *} crosses slashes.
 *
 * @param globs the globs, each of which parses
 */
public record KeepPatterns(List<String> globs) implements Serializable {

    /** Nothing is kept. */
    public static final KeepPatterns NONE = new KeepPatterns(List.of());

    /**
     * @throws InvalidSettingException naming {@code keep}
     */
    public KeepPatterns {
        globs = List.copyOf(globs);
        Globs.of("keep", globs);
    }

    /** The globs, ready to be used. */
    public Globs compile() {
        return Globs.of("keep", globs);
    }
}
