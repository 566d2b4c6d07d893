package io.jenkins.plugins.cleankill.cli;

/** Something that ends the command with one line for the user. */
final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    FailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    FailedException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
