package io.jenkins.plugins.cleankill.engine.os.linux.proc;

/** Files of lines {@code name: value}. */
public final class Lines {

    private Lines() {}

    /** The text after the name, null if there is no such line. */
    public static String value(String text, String name) {
        String start = name + ":";
        int begin = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
        if (begin == 0 && !text.startsWith(start)) {
            return null;
        }
        int end = text.indexOf('\n', begin);
        return text.substring(begin + start.length(), end < 0 ? text.length() : end)
                .strip();
    }
}
