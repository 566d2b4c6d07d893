package io.jenkins.plugins.cleankill.engine.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets the first few of many lines of a kind through, and counts the others. */
final class FirstFew {

    private final int most;
    private final int mostAlike;
    private final Map<String, Integer> alike = new HashMap<>();
    private int shown;
    private int leftOut;

    /**
     * @param most the most lines
     * @param mostAlike the most of them that differ in nothing but a pid
     */
    FirstFew(int most, int mostAlike) {
        this.most = most;
        this.mostAlike = mostAlike;
    }

    /** Whether this one is to be shown. */
    boolean admits(String text) {
        if (shown < most && alike.merge(text, 1, Integer::sum) <= mostAlike) {
            shown++;
            return true;
        }
        leftOut++;
        return false;
    }

    int leftOut() {
        return leftOut;
    }

    /** The kinds of which some were left out, in words: {@code 37 more were killed, 1 more is kept}. */
    static String sum(FirstFew killed, FirstFew kept, FirstFew survived) {
        List<String> parts = new ArrayList<>();
        killed.addTo(parts, "was killed", "were killed");
        kept.addTo(parts, "is kept", "are kept");
        survived.addTo(parts, "is still alive", "are still alive");
        return String.join(", ", parts);
    }

    private void addTo(List<String> parts, String one, String many) {
        if (leftOut > 0) {
            parts.add(leftOut + " more " + (leftOut == 1 ? one : many));
        }
    }
}
