package io.jenkins.plugins.cleankill.engine.process;

import java.util.Optional;

/**
 * The one place that makes text from outside fit for a line of a log, a page or a terminal. Any text that could end the
 * line, move the cursor, colour it, turn the reading direction, hide, or start one of Jenkins' console notes
 * ({@code hudson.console.ConsoleNote}: they begin with ESC) is shown as an escape instead: {@code \x1b},
 * {@code \u202e}. Text that is safe stays as it is, so that making it safe twice does no harm.
 */
public final class SafeText {

    /** The most characters of a name. */
    public static final int NAME_LIMIT = 64;

    /** The most characters of a line. */
    public static final int LINE_LIMIT = 1000;

    /** The most characters of a path in a sentence, before any is escaped. */
    public static final int PATH_LIMIT = 120;

    private static final String CUT = "...";

    private SafeText() {}

    /** A name that stands within a line: a command, a file. At most {@value #NAME_LIMIT} characters; never blank. */
    public static String name(String text) {
        return text.isBlank() ? "?" : bounded(text, NAME_LIMIT);
    }

    /** A path or an address that stands within a line, or its end. Of a long one its last {@value #PATH_LIMIT} characters. */
    public static String path(String text) {
        int begin = text.length() - PATH_LIMIT + CUT.length();
        return bounded(text.length() <= PATH_LIMIT ? text : CUT + text.substring(begin), LINE_LIMIT);
    }

    /** A whole line, or a value of its own. At most {@value #LINE_LIMIT} characters, without a line's end. */
    public static String line(String text) {
        return bounded(text, LINE_LIMIT);
    }

    /** The process as a line names it: {@code terraform (4711)}. */
    public static String name(ProcessInfo process) {
        return name(process.command()) + " (" + process.pid() + ")";
    }

    /** The shown name of a process of which only the short name is known: that name's first word, no title. */
    public static String word(String shortName) {
        return new ProgramName(shortName, Optional.empty()).shown();
    }

    private static String bounded(String text, int limit) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), limit));
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            String shown = shown(text.codePointAt(at));
            if (safe.length() + shown.length() > limit) {
                return cut(safe, limit);
            }
            safe.append(shown);
        }
        return safe.toString();
    }

    private static String cut(StringBuilder safe, int limit) {
        int end = Math.min(safe.length(), limit - CUT.length());
        boolean splitsPair = end > 0 && Character.isHighSurrogate(safe.charAt(end - 1));
        safe.setLength(splitsPair ? end - 1 : end);
        return safe.append(CUT).toString();
    }

    private static String shown(int codePoint) {
        if (isHarmless(codePoint)) {
            return Character.toString(codePoint);
        }
        if (codePoint <= 0xff || LosslessUtf8.isEscape(codePoint)) {
            return String.format("\\x%02x", codePoint & 0xff);
        }
        return String.format(Character.isBmpCodePoint(codePoint) ? "\\u%04x" : "\\U%08x", codePoint);
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
