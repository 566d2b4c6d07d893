package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;

/** What the contract of evidence needs of a machine. */
public interface EvidenceScenario {

    /** Its plain processes; closing it ends the others, too. */
    Scenario plain();

    /** One that leads a session of its own, and a child that leads a process group of its own in it. */
    Pair sessionAndGroup() throws IOException;

    /** A provider of a terminal, and the leader of the terminal's session, which has it open. */
    Terminal terminal() throws IOException;

    /** One that writes to a FIFO, and one that has opened the same FIFO by another path to read it. */
    Pair fifo() throws IOException;

    /** A server that listens, and its client, which has sent 5 bytes that the server has not read. */
    Pair unixConnection() throws IOException;

    /** The same by TCP. */
    Pair tcpConnection() throws IOException;

    /** A parent whose standard input is {@code /dev/null}, and a child that has inherited it. */
    Pair inheritedInput() throws IOException;

    /** A parent whose standard input is {@code /dev/null}, and a child for which it was opened once more. */
    Pair ownInput() throws IOException;

    /** A parent that waits for its child, in wait(2). */
    Pair parentAndChild() throws IOException;

    /** One that sits in sigwait(3) for SIGTERM. */
    ProcessIdentity awaitsTerm() throws IOException;

    /** One that has written {@code hello}, and writes {@code more} at each SIGUSR1; and one that has not read it. */
    Pair unreadPipe() throws IOException;

    /** The same by a pair of sockets in place of the pipe; the second one is the parent of the first. */
    Pair unreadSockets() throws IOException;

    /** Two processes. */
    record Pair(ProcessIdentity first, ProcessIdentity second) {}

    /** Two processes and their terminal. */
    record Terminal(ProcessIdentity provider, ProcessIdentity user, int index) {}
}
