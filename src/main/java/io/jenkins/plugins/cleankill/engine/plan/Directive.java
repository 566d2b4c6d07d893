package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.List;

/**
 * One thing to do in a rung. First all are frozen that are to be held, then the signals are sent, top-down, each owner
 * with its blink, then what is to go on goes on, children first.
 */
public sealed interface Directive {

    /** The process that it is about. */
    ProcessInfo process();

    /**
     * SIGSTOP: it must not run its next command.
     *
     * @param pipes what it reads from its descendants: the pipes are read in its place, their end-of-file is withheld
     */
    record Freeze(ProcessInfo process, List<PipeEnd> pipes) implements Directive {}

    /**
     * Send the signal, and SIGCONT after it if the process is stopped.
     *
     * @param signal the rung's, SIGHUP for an interactive shell, or SIGKILL for the first process of a pid namespace
     * @param blink the descendants that are frozen before it, so that what an owner sends them stays pending
     * @param pipes what it alone reads from its descendants: they must not break when it ends
     * @param late it is a next command that slipped through
     */
    record Send(ProcessInfo process, Row row, Signal signal, List<ProcessInfo> blink, List<PipeEnd> pipes, boolean late)
            implements Directive {}

    /** SIGCONT: its signal is pending, or it is left to its owner, or it was stopped just before the signal came. */
    record Thaw(ProcessInfo process) implements Directive {}

    /** Keep the terminals open that it is the master of, until it is gone. */
    record KeepTerminal(ProcessInfo process, int index, ProcessInfo user) implements Directive {}

    /** Keep what the owner hears of that descendant by pairs of sockets, until it is read out: its end must not break them. */
    record KeepOutput(ProcessInfo process, ProcessInfo writer) implements Directive {}

    /** Let the frozen process run for a moment, its descendants frozen meanwhile, if anything is unread. */
    record Turn(ProcessInfo process, boolean always) implements Directive {}

    /** Look again soon: it forks, or was forked, this very moment, and what it does with signals is about to change. */
    record AwaitFork(ProcessInfo process) implements Directive {}
}
