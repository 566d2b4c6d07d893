package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of {@code ps -A -o pid= -o pgid= -o stat=}, see ps(1) of the system. */
record PsLine(long pid, long group, ProcessState state) {

    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,18})\\s+(\\d{1,18})\\s+(\\S)\\S*\\s*");

    /** Empty for a line that is none. */
    static Optional<PsLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new PsLine(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        state(matcher.group(3).charAt(0))))
                : Optional.empty();
    }

    /** The systems agree on S, T and Z. To the BSDs I is a long sleep; Solaris runs what is O, AIX what is A. */
    private static ProcessState state(char letter) {
        return switch (letter) {
            case 'R', 'O', 'A' -> ProcessState.RUNNING;
            case 'S', 'I' -> ProcessState.SLEEPING;
            case 'U', 'D' -> ProcessState.UNINTERRUPTIBLE;
            case 'T' -> ProcessState.STOPPED;
            case 'Z' -> ProcessState.ZOMBIE;
            default -> ProcessState.UNKNOWN;
        };
    }
}
