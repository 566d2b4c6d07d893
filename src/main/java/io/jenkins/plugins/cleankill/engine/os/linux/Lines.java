package io.jenkins.plugins.cleankill.engine.os.linux;

/** Files of lines {@code name: value}. */
final class Lines {

    private Lines() {}

    /** What stands after the name, null if there is no such line. */
    static String value(String text, String name) {
        String lines = "\n" + text;
        int begin = lines.indexOf("\n" + name + ":");
        if (begin < 0) {
            return null;
        }
        int end = lines.indexOf('\n', begin + 1);
        return lines.substring(begin + name.length() + 2, end < 0 ? lines.length() : end)
                .strip();
    }
}
