package io.jenkins.plugins.cleankill.engine.settings;

/** Where the value of a setting came from. */
public enum Source {
    /** Nobody set it: it is built in. */
    DEFAULT,
    /** Nobody set it, and what is built in was shortened to what the administrator allows. */
    CAP,
    /** The controller's global configuration. */
    GLOBAL,
    /** The configuration of the job. */
    JOB,
    /** A parameter of the Pipeline step. */
    STEP,
    /** An option of the command. */
    OPTION,
    /** Nobody said so: a report of an earlier version. */
    UNKNOWN;

    /** As reports write it: in lower case. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
