package io.jenkins.plugins.cleankill.engine.os.windows;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command line as CommandLineToArgvW tells them: quotes keep blanks together, a backslash before a quote
 * makes it an ordinary letter.
 */
final class Arguments {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean quoted;
    private boolean begun;

    private Arguments(String line) {
        this.line = line;
    }

    static List<String> split(String line) {
        return new Arguments(line).words();
    }

    private List<String> words() {
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '\\') {
                i = backslashes(i);
            } else if (letter == '"') {
                quoted = !quoted;
                begun = true;
            } else if ((letter == ' ' || letter == '\t') && !quoted) {
                end();
            } else {
                word.append(letter);
                begun = true;
            }
        }
        end();
        return words;
    }

    /** Two before a quote are one, and one is none; before anything else they are what they are. */
    private int backslashes(int from) {
        int to = from;
        while (to < line.length() && line.charAt(to) == '\\') {
            to++;
        }
        boolean beforeQuote = to < line.length() && line.charAt(to) == '"';
        int count = to - from;
        begun = true;
        word.append("\\".repeat(beforeQuote ? count / 2 : count));
        if (beforeQuote && count % 2 != 0) {
            word.append('"');
            return to;
        }
        return to - 1;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
