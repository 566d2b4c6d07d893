package io.jenkins.plugins.cleankill.engine.settings;

/** A text that is no {@link Glob}. The message says why not. */
final class GlobSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    GlobSyntaxException(String message) {
        super(message);
    }
}
