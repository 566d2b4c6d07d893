package io.jenkins.plugins.cleankill.controller;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** The place of a termination in a build, in words: it tells the termination from the build's others. */
public final class BuildLocation {

    private BuildLocation() {}

    /** {@code on agent-1}; the built-in node has no name. */
    public static String on(@CheckForNull String node) {
        return node == null || node.isEmpty() ? "on the built-in node" : "on " + node;
    }

    /**
     * The same, within that part of the build.
     *
     * @param part {@code stage Deploy}; empty for the whole
     */
    public static String within(String part, @CheckForNull String node) {
        List<String> words = new ArrayList<>();
        if (!part.isEmpty()) {
            words.add(part);
        }
        words.add(on(node));
        return String.join(", ", words);
    }
}
