package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/** Sends signals, only ever to the very process that is meant. */
public interface SignalSender {

    /** Sends the signal if the pid still belongs to this very process, and says what became of it. */
    Result send(ProcessIdentity process, Signal signal);

    /** The system's answer to a signal, without sending one; empty where it can't be asked. */
    default Optional<Result> probe(ProcessIdentity process) {
        return Optional.empty();
    }

    /** The event that really is sent to a process in place of the signal: systems other than Unix have no signals. */
    default Signal actual(ProcessIdentity process, Signal signal) {
        return signal;
    }

    /** The stand-in for the signal here, whatever the process: the name of a rung in the log. */
    default Signal named(Signal signal) {
        return signal;
    }

    /** Whether the system has such a signal, or something that stands for it. */
    default boolean supports(Signal signal) {
        return true;
    }

    /** The result of a signal, see kill(2). */
    enum Result {
        /** The system took it. */
        SENT,
        /** The process has ended, or its pid belongs to another one now. */
        NO_SUCH_PROCESS,
        /** As a rule, it belongs to another user. */
        NOT_PERMITTED,
        /** This system has no such signal. */
        UNSUPPORTED,
        /** Anything else; the log says what. */
        FAILED
    }
}
