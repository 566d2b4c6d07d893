package io.jenkins.plugins.cleankill.controller;

import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.Optional;

/** The build or block that a process belongs to: it ends the process when the thread that waits for it is interrupted. */
public interface CommandOwner {

    /**
     * The thread that waits for the command was interrupted: ends the command, and returns when that is over. An interrupt
     * meanwhile is a second abort.
     *
     * @return empty if that failed, with a line in the log
     */
    Optional<TerminationReport> abort(CommandOutput command);

    /** Ends one command because its build step wants it; the same otherwise. */
    Optional<TerminationReport> stop(CommandOutput command);

    /** Whether the agent can't be asked for anything: it is lost, or hangs. */
    boolean agentIsLost();

    /** Whether the agent hangs: its connection holds, and it does not answer. */
    boolean agentHangs();

    /** Prints a line of ours. */
    void say(String text);

    /** A thread begins to wait for the command. */
    default void waitBegins(CommandOutput command) {}

    /** No thread waits for it any longer. */
    default void waitEnds(CommandOutput command) {}
}
