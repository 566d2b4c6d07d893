package io.jenkins.plugins.cleankill.engine.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Globs of one setting, ready to be used again and again. */
public final class Globs {

    private static final String ALLOWED = "globs like 'adb' or '*GradleDaemon*'";

    private final List<Glob> globs;

    private Globs(List<Glob> globs) {
        this.globs = globs;
    }

    /**
     * @param setting the setting's name
     * @throws InvalidSettingException naming the setting and the glob that does not parse
     */
    static Globs of(String setting, List<String> texts) {
        return new Globs(texts.stream().map(text -> parse(setting, text)).toList());
    }

    /** The globs in texts of a form or a script, each on a line of its own. */
    public static List<String> lines(List<String> texts) {
        return texts.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Glob parse(String setting, String text) {
        if (text.isBlank()) {
            throw new InvalidSettingException(setting, text, ALLOWED + ", not blank");
        }
        try {
            return new Glob(text.strip());
        } catch (GlobSyntaxException e) {
            throw new InvalidSettingException(setting, text, ALLOWED + " (" + e.getMessage() + ")");
        }
    }

    public boolean isEmpty() {
        return globs.isEmpty();
    }

    /** The first glob that one of a process' names is of, as the user wrote it. */
    public Optional<String> first(Set<String> names) {
        return globs.stream()
                .filter(glob -> names.stream().anyMatch(glob::matches))
                .findFirst()
                .map(Glob::toString);
    }
}
