package io.jenkins.plugins.cleankill.engine.outcome;

import java.io.Serializable;

/**
 * What the threads of a process did before it got the first signal.
 *
 * @param pid its pid
 * @param command its program's file name, as it came from outside
 * @param text the dump, as it came from outside, of at most {@value #MOST_CHARACTERS} characters
 */
public record ThreadDump(long pid, String command, String text) implements Serializable {

    /** The most characters of a dump. */
    public static final int MOST_CHARACTERS = 256 * 1024;

    /** The end of a dump tells of deadlocks. */
    private static final int END = 32 * 1024;

    /** The dump of a process; of one that is too long, beginning and end. */
    public static ThreadDump of(ProcessName process, String text) {
        return new ThreadDump(process.pid(), process.command(), bounded(text));
    }

    /** That text, or its beginning and its end. */
    public static String bounded(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        String gap = "\n... " + (text.length() - MOST_CHARACTERS) + " characters and more are left out here ...\n";
        return text.substring(0, MOST_CHARACTERS - END - gap.length()) + gap + text.substring(text.length() - END);
    }

    /** As the log names the process. */
    public ProcessName name() {
        return new ProcessName(pid, command);
    }
}
