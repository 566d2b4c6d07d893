package io.jenkins.plugins.cleankill.engine.settings;

/** Where the value of a setting came from. */
public enum Source {
    /** Built in: no place sets it. */
    DEFAULT,
    /** Built in, and shortened to what the administrator allows. */
    CAP,
    /** The controller's global configuration. */
    GLOBAL,
    /** The controller's global configuration, which does not let a job or step set another. */
    FIXED,
    /** The configuration of the job. */
    JOB,
    /** A parameter of the Pipeline step. */
    STEP,
    /** An option of the command. */
    OPTION,
    /** Not told: a report of an earlier version. */
    UNKNOWN;

    /** As reports write it: in lower case. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
