package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;

/** What the contract of the ports needs of a machine: a few kinds of processes, each ready when it is answered. */
public interface Scenario extends AutoCloseable {

    OperatingSystem system();

    /** One that waits, and dies of every signal; a child of ours. */
    ProcessIdentity sleeper(Cookie cookie) throws IOException;

    /** One that ignores the signal. */
    ProcessIdentity ignores(Signal signal) throws IOException;

    /** One that catches the signal and lives on. */
    ProcessIdentity catches(Signal signal) throws IOException;

    /** One that blocks the signal. */
    ProcessIdentity blocks(Signal signal) throws IOException;

    /** One that has ended and that its parent does not collect. */
    ProcessIdentity zombie() throws IOException;

    /** A writer that waits, and a filter that reads it on its standard input and ends at end-of-file. */
    Pipeline pipeline() throws IOException;

    /** Does this soon, from elsewhere: while somebody waits. */
    void soon(Duration in, Runnable action);

    @Override
    void close() throws IOException;

    /** Two processes, the first one's standard output the second one's standard input. */
    record Pipeline(ProcessIdentity writer, ProcessIdentity filter) {}
}
