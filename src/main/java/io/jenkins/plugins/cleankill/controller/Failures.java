package io.jenkins.plugins.cleankill.controller;

import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Failures of our own work, in words that a person can use. */
public final class Failures {

    /** Causes may form a loop. */
    private static final int DEPTH = 20;

    private Failures() {}

    /** The innermost cause's message, in one line. */
    public static String reason(Throwable failure) {
        Throwable cause = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Whether the wait for an answer came to its limit. */
    public static boolean isTimeout(Throwable failure) {
        return causes(failure).anyMatch(TimeoutException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEPTH);
    }
}
