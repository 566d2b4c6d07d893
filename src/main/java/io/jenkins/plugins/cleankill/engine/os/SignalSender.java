package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;

/** Sends signals, only ever to the very process that is meant. */
public interface SignalSender {

    /** Sends the signal if the pid still belongs to this very process, and says what became of it. */
    Result send(ProcessIdentity process, Signal signal);

    /** What became of a signal, see kill(2). */
    enum Result {
        /** The system took it. */
        SENT,
        /** The process has ended, or its pid belongs to another one now. */
        NO_SUCH_PROCESS,
        /** It belongs to another user. */
        NOT_PERMITTED,
        /** This system has no such signal. */
        UNSUPPORTED,
        /** Anything else; the log says what. */
        FAILED
    }
}
