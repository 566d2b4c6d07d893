package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Reads the processes of the machine. */
public interface ProcessTableReader {

    /**
     * Takes a snapshot of all processes. A process that ends while it is read may be missing; a process that is
     * born meanwhile is there, unless births never cease.
     *
     * @param wantsEnvironment whose environment to read; the others' is {@code NOT_READ}. Two threads may ask at once
     * @throws IOException if no process can be read at all: no {@code /proc}, for instance
     */
    ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) throws IOException;

    /**
     * Reads the details, which cost more. A detail that can't be read is empty in the answer; the answer is empty only
     * if this very process is gone.
     */
    Optional<ProcessDetails> details(ProcessIdentity process);

    /** The pid of the process that we run in. */
    long ownPid();

    /** The user id that we run as; empty where the system has none, or does not tell. */
    default OptionalLong ownUser() {
        return OptionalLong.empty();
    }

    /** How long a tick of {@link ProcessIdentity#start()} is. */
    Duration tick();

    /** The present moment, to be compared with the births of processes. */
    Moment now();
}
