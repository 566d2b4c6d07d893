package io.jenkins.plugins.cleankill.engine.os;

import java.time.Duration;
import java.time.Instant;

/** The time. Wall time is for people, elapsed time for decisions: it never jumps. */
public interface Clock {

    /** The date and time that a person would read. */
    Instant wallTime();

    /** Time since an arbitrary but fixed moment. */
    Duration elapsed();
}
