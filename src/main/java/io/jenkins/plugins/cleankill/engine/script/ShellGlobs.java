package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Globs as a shell's {@code case} reads them: it knows no braces, and backslashes would not survive the way to it. */
final class ShellGlobs {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\\\`{}\\p{Cntrl}]");

    private ShellGlobs() {}

    /** The patterns that mean the same. */
    static List<String> of(KeepPatterns keep) {
        return keep.globs().stream()
                .flatMap(ShellGlobs::expand)
                .filter(ShellGlobs::isSpeakable)
                .toList();
    }

    /** The globs that no shell's pattern stands for. */
    static List<String> lost(KeepPatterns keep) {
        return keep.globs().stream()
                .filter(glob -> !expand(glob).allMatch(ShellGlobs::isSpeakable))
                .toList();
    }

    private static Stream<String> expand(String glob) {
        Matcher braces = BRACES.matcher(glob);
        if (!braces.find()) {
            return Stream.of(glob.strip());
        }
        String before = glob.substring(0, braces.start());
        String after = glob.substring(braces.end());
        return Stream.of(braces.group(1).split(",", -1)).flatMap(choice -> expand(before + choice + after));
    }

    private static boolean isSpeakable(String glob) {
        return !glob.isBlank() && !UNSPEAKABLE.matcher(glob).find();
    }
}
