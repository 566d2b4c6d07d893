package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

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

    /** Characters that a file name can't have on some system, or that a glob would not let {@code *} cross. */
    private static final String NOT_IN_NAMES = "/:\"<>|";

    private static final String META = "?*\\";
    private static final char PRIVATE_USE = '\uE000';

    /**
     * @throws InvalidSettingException naming {@code keep}
     */
    public KeepPatterns {
        globs = List.copyOf(globs);
        globs.forEach(KeepPatterns::matcher);
    }

    /** The first glob that matches the program's name or the whole command line. */
    public Optional<String> match(String programName, String commandLine) {
        Path name = asPath(programName);
        Path line = asPath(commandLine);
        return globs.stream()
                .filter(glob -> matcher(glob).matches(name) || matcher(glob).matches(line))
                .findFirst();
    }

    private static PathMatcher matcher(String glob) {
        if (glob.isBlank()) {
            throw new InvalidSettingException("keep", glob, "globs like 'adb' or '*GradleDaemon*', not blank");
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + replace(glob.strip(), NOT_IN_NAMES));
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingException(
                    "keep", glob, "globs like 'adb' or '*GradleDaemon*' (" + e.getDescription() + ")");
        }
    }

    private static Path asPath(String text) {
        return Path.of(replace(text, NOT_IN_NAMES + META));
    }

    /** Maps each such character to one of its own that is legal in every path and not special in a glob. */
    private static String replace(String text, String characters) {
        StringBuilder replaced = new StringBuilder(text.length());
        text.chars()
                .map(c -> characters.indexOf(c) >= 0 || c < ' ' ? PRIVATE_USE + c : c)
                .forEach(c -> replaced.append((char) c));
        return replaced.toString();
    }
}
