package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;

/** One thing to do in a rung. Steps are carried out in their order: parents come before their children. */
public sealed interface Step {

    /** The process that it is about. */
    ProcessInfo process();

    /**
     * Send the rung's signal, and SIGCONT after it if the process is stopped.
     *
     * @param late it is a next command that slipped through
     */
    record Deliver(ProcessInfo process, Role role, boolean late) implements Step {}

    /** SIGSTOP: it must not run its next command. */
    record Hold(ProcessInfo process) implements Step {}

    /** Withhold the end-of-file of that pipe from it. */
    record Withhold(ProcessInfo process, PipeEnd pipe) implements Step {}

    /** Let it see end-of-file; wake it if it is stopped. */
    record AwaitEndOfFile(ProcessInfo process) implements Step {}

    /** Note that nobody writes what it reads any more. */
    record NoteWritersGone(ProcessInfo process) implements Step {}

    /** SIGCONT: it was stopped just before the signal came. */
    record Wake(ProcessInfo process) implements Step {}

    /** Look again soon: it forks, or was forked, this very moment, and what it does with signals is about to change. */
    record AwaitFork(ProcessInfo process) implements Step {}

    /** Leave it to the owner or filter above it. */
    record LeaveToOwner(ProcessInfo process) implements Step {}

    /** Leave it in peace until the next rung. */
    record LeaveInPeace(ProcessInfo process) implements Step {}
}
