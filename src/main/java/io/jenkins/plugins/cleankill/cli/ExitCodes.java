package io.jenkins.plugins.cleankill.cli;

/** The exit codes of the command, next to those of COMMAND itself. They are those of timeout(1) where it has one. */
final class ExitCodes {

    /** Processes were left over, and {@code --leftovers} is {@code unstable} or {@code fail}. */
    static final int LEFTOVERS = 1;

    /** An abort has ended everything, and nothing had to be killed. */
    static final int ABORTED = 124;

    /** A mistake in the arguments, or a failure of clean-kill itself. */
    static final int OWN_ERROR = 125;

    /** COMMAND is there, but can't be executed. */
    static final int NOT_EXECUTABLE = 126;

    /** There is no such COMMAND. */
    static final int NOT_FOUND = 127;

    /** An abort had to kill something, or could not end it: 128 + SIGKILL. */
    static final int KILLED = 137;

    private ExitCodes() {}
}
