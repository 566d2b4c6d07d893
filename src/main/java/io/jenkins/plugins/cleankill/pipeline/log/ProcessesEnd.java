package io.jenkins.plugins.cleankill.pipeline.log;

/** The state of the processes that a step's log comes from, as known when the wait for them is over. */
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
