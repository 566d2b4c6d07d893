package io.jenkins.plugins.cleankill.engine.settings;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern in the syntax of {@link java.nio.file.FileSystem#getPathMatcher}, {@code *}, {@code ?}, {@code [a-z]},
 * {@code [!a-z]}, {@code {a,b}} and {@code \}, for any text: {@code *} crosses slashes.
 *
 * <p>Command lines come from outside and may be megabytes long. So nothing is tried twice: all ways through the pattern
 * are followed at once, character by character (Thompson, "Regular Expression Search Algorithm", 1968), in a time that
 * grows with the length of the text and with that of the pattern. Nor is the text turned into a path: the locale's
 * encoding may not have its letters.
 */
public final class Glob {

    /** The most characters of a pattern. */
    static final int LONGEST = 1000;

    private final String text;
    private final List<Place> places;
    /** For each place those that are reached from it without a character, itself among them. */
    private final BitSet[] reached;

    /**
     * @throws GlobSyntaxException if it is no pattern
     */
    Glob(String text) {
        this.text = text;
        this.places = new GlobParser(text).parse();
        this.reached = reached(places);
    }

    /** Whether the whole text is of this form. */
    public boolean matches(String subject) {
        int end = places.size();
        BitSet here = (BitSet) reached[0].clone();
        BitSet next = new BitSet(end + 1);
        for (int at = 0; at < subject.length() && !here.isEmpty(); at++) {
            int codePoint = subject.codePointAt(at);
            at += Character.charCount(codePoint) - 1;
            next.clear();
            for (int from = here.nextSetBit(0); from >= 0 && from < end; from = here.nextSetBit(from + 1)) {
                Place place = places.get(from);
                int to = place.repeats() ? from : from + 1;
                // The places reached from a place that is there already are there, too
                if (!next.get(to) && place.takes().test(codePoint)) {
                    next.or(reached[to]);
                }
            }
            BitSet spent = here;
            here = next;
            next = spent;
        }
        return here.get(end);
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }

    // Ways without a character lead only forward: from the last place to the first, each is known when it is needed
    private static BitSet[] reached(List<Place> places) {
        BitSet[] reached = new BitSet[places.size() + 1];
        for (int at = places.size(); at >= 0; at--) {
            reached[at] = new BitSet(places.size() + 1);
            reached[at].set(at);
            if (at < places.size()) {
                for (int next : places.get(at).skipsTo()) {
                    reached[at].or(reached[next]);
                }
            }
        }
        return reached;
    }

    /**
     * A place in a pattern.
     *
     * @param takes the characters that lead to the next place
     * @param repeats whether they lead back to this place instead
     * @param skipsTo the later places that are reached without a character
     */
    record Place(IntPredicate takes, boolean repeats, List<Integer> skipsTo) {}
}
