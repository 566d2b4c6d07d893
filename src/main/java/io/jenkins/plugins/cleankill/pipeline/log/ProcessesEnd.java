package io.jenkins.plugins.cleankill.pipeline.log;

/** What is known of the processes that a step's log comes from when nothing more is waited for. */
public enum ProcessesEnd {

    /** A report says what became of them. */
    REPORTED,

    /** The agent does not answer. */
    UNANSWERED,

    /** The connection to the agent broke: it may come back. */
    CUT_OFF,

    /** No termination could end the processes. */
    FAILED
}
