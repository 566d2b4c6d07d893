package io.jenkins.plugins.cleankill.engine.process;

import java.util.Arrays;

/**
 * The short name of a process, {@code comm} in proc_pid_comm(5): the beginning of the file name that was executed, or
 * the name that the process has set by prctl(2), PR_SET_NAME.
 */
record ShortName(String text) {

    /** TASK_COMM_LEN without the NUL. */
    private static final int MOST_BYTES = 15;

    private static final String BESIDES_LETTERS = "._+-()[]";

    /** Whether it may be that file's. */
    boolean isOf(String fileName) {
        byte[] bytes = LosslessUtf8.encode(text);
        byte[] others = LosslessUtf8.encode(fileName);
        return bytes.length > 0
                && (bytes.length == MOST_BYTES && others.length > MOST_BYTES
                        ? Arrays.equals(bytes, Arrays.copyOf(others, MOST_BYTES))
                        : Arrays.equals(bytes, others));
    }

    /** Whether it is one word as files are called: no sentence, no setting, no address. */
    boolean isClean() {
        return !text.isEmpty()
                && text.codePoints()
                        .allMatch(each -> Character.isLetterOrDigit(each)
                                || BESIDES_LETTERS.indexOf(each) >= 0
                                || LosslessUtf8.isEscape(each));
    }
}
