package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Globs as a shell's {@code case} reads them: it knows no braces, and backslashes would not survive the way to it.
 *
 * @param patterns the patterns that mean the same
 * @param lost the globs that no shell's pattern stands for, or that need more patterns than there is room for
 */
record ShellGlobs(List<String> patterns, List<String> lost) {

    /** The most patterns of all globs together: each is a word of one command line, see E2BIG in execve(2). */
    static final int MOST = 200;

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\\\`{}\\p{Cntrl}]");

    /** The patterns that mean the same. */
    static List<String> of(KeepPatterns keep) {
        return split(keep).patterns();
    }

    /** The globs that are lost on the way. */
    static List<String> lost(KeepPatterns keep) {
        return split(keep).lost();
    }

    private static ShellGlobs split(KeepPatterns keep) {
        List<String> patterns = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (String glob : keep.globs()) {
            List<String> meant = expand(glob, MOST - patterns.size());
            if (patterns.size() + meant.size() <= MOST && meant.stream().allMatch(ShellGlobs::isSpeakable)) {
                patterns.addAll(meant);
            } else {
                lost.add(glob);
            }
        }
        return new ShellGlobs(patterns, lost);
    }

    /** One pattern for each way through the braces; of very many ways, one more than there is room for. */
    private static List<String> expand(String glob, int room) {
        List<String> patterns = List.of(glob);
        // Braces do not nest, so that the patterns have the same number of them left
        while (patterns.size() <= room && BRACES.matcher(patterns.get(0)).find()) {
            patterns = patterns.stream()
                    .flatMap(ShellGlobs::expandFirst)
                    .limit(room + 1L)
                    .toList();
        }
        return patterns.stream().map(String::strip).toList();
    }

    private static Stream<String> expandFirst(String glob) {
        Matcher braces = BRACES.matcher(glob);
        return braces.find()
                ? Stream.of(braces.group(1).split(",", -1))
                        .map(choice -> glob.substring(0, braces.start()) + choice + glob.substring(braces.end()))
                : Stream.of(glob);
    }

    private static boolean isSpeakable(String glob) {
        return !glob.isBlank() && !UNSPEAKABLE.matcher(glob).find();
    }
}
