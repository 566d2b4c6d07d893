package io.jenkins.plugins.cleankill.engine.settings;

import io.jenkins.plugins.cleankill.engine.settings.Glob.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the text of a {@link Glob} from its beginning to its end. Used once. */
final class GlobParser {

    private static final IntPredicate NOTHING = codePoint -> false;

    private final int[] codePoints;
    private final List<Place> places = new ArrayList<>();
    /** The places where the choices of the braces that are open begin and end; null if none are open. */
    private List<Integer> begins;

    private List<Integer> ends;
    private int at;

    GlobParser(String text) {
        if (text.length() > Glob.LONGEST) {
            throw new GlobSyntaxException("more than " + Glob.LONGEST + " characters");
        }
        this.codePoints = text.codePoints().toArray();
    }

    /**
     * The places of the pattern.
     *
     * @throws GlobSyntaxException if it is no pattern
     */
    List<Place> parse() {
        while (at < codePoints.length) {
            int codePoint = codePoints[at++];
            switch (codePoint) {
                case '*' -> places.add(new Place(any -> true, true, List.of(places.size() + 1)));
                case '?' -> takes(any -> true);
                case '[' -> takes(characters());
                case '\\' -> takes(escaped());
                case '{' -> open();
                case '}' -> close(codePoint);
                case ',' -> nextChoice(codePoint);
                default -> takes(codePoint);
            }
        }
        if (begins != null) {
            throw new GlobSyntaxException("'}' is missing");
        }
        return List.copyOf(places);
    }

    private void takes(int codePoint) {
        takes(each -> each == codePoint);
    }

    private void takes(IntPredicate wanted) {
        places.add(new Place(wanted, false, List.of()));
    }

    private int escaped() {
        if (at == codePoints.length) {
            throw new GlobSyntaxException("'\\' escapes nothing");
        }
        return codePoints[at++];
    }

    private void open() {
        if (begins != null) {
            throw new GlobSyntaxException("'{' within '{'");
        }
        begins = new ArrayList<>();
        ends = new ArrayList<>();
        begins.add(hold());
    }

    private void nextChoice(int comma) {
        if (begins == null) {
            takes(comma);
            return;
        }
        ends.add(hold());
        begins.add(places.size());
    }

    private void close(int brace) {
        if (begins == null) {
            takes(brace);
            return;
        }
        int fork = begins.get(0);
        begins.set(0, fork + 1);
        places.set(fork, new Place(NOTHING, false, begins));
        ends.forEach(end -> places.set(end, new Place(NOTHING, false, List.of(places.size()))));
        begins = null;
    }

    /** A place that is told later where it leads. */
    private int hold() {
        takes(NOTHING);
        return places.size() - 1;
    }

    /** The characters and ranges between brackets. A dash that comes first or last means itself. */
    private IntPredicate characters() {
        boolean others = at < codePoints.length && codePoints[at] == '!';
        int from = others ? ++at : at;
        int to = from;
        while (to < codePoints.length && codePoints[to] != ']') {
            to++;
        }
        if (to == codePoints.length) {
            throw new GlobSyntaxException("']' is missing");
        }
        if (to == from) {
            throw new GlobSyntaxException("no characters between '[' and ']'");
        }
        at = to + 1;
        IntPredicate wanted = ranges(from, to);
        return others ? wanted.negate() : wanted;
    }

    private IntPredicate ranges(int from, int to) {
        IntPredicate wanted = NOTHING;
        for (int each = from; each < to; each++) {
            int first = codePoints[each];
            boolean isRange = each + 2 < to && codePoints[each + 1] == '-';
            int last = isRange ? codePoints[each + 2] : first;
            if (last < first) {
                throw new GlobSyntaxException("a range that ends before it begins");
            }
            wanted = wanted.or(codePoint -> codePoint >= first && codePoint <= last);
            each += isRange ? 2 : 0;
        }
        return wanted;
    }
}
