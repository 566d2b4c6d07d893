package io.jenkins.plugins.cleankill.engine.process;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One process in a {@link ProcessTable}.
 *
 * @param identity which process
 * @param parent the pid of its parent, 0 for none
 * @param state what it was doing
 * @param name its short name: {@code comm} on Linux, at most 15 bytes, chosen by the process itself
 * @param job its process group, session and terminal
 * @param effort its processor time and threads
 * @param environment what it was started with
 * @param details what costs more to read, for members only
 */
public record ProcessInfo(
        ProcessIdentity identity,
        long parent,
        ProcessState state,
        String name,
        JobControl job,
        Effort effort,
        Environment environment,
        Optional<ProcessDetails> details) {

    /** A process of which only the cheap part was read. */
    public ProcessInfo(ProcessIdentity identity, long parent, ProcessState state, String name, Environment env) {
        this(identity, parent, state, name, env, Optional.empty());
    }

    /** A process on a system that does not tell of groups and effort. */
    public ProcessInfo(
            ProcessIdentity identity,
            long parent,
            ProcessState state,
            String name,
            Environment env,
            Optional<ProcessDetails> details) {
        this(identity, parent, state, name, JobControl.UNKNOWN, Effort.UNKNOWN, env, details);
    }

    /** Its pid. */
    public long pid() {
        return identity.pid();
    }

    /** Its process group. */
    public long group() {
        return job.group();
    }

    /** Its session. */
    public long session() {
        return job.session();
    }

    /** The index of its controlling pseudoterminal. */
    public OptionalInt terminal() {
        return job.terminal();
    }

    /** Its processor time so far. */
    public long cpuTicks() {
        return effort.cpuTicks();
    }

    /** How many threads it has. */
    public long threads() {
        return effort.threads();
    }

    /** Whether it still does, or may do, something. */
    public boolean isAlive() {
        return state.isAlive();
    }

    /** Whether it is known to catch the signal. */
    public boolean catches(Signal signal) {
        return details.filter(read -> read.signals().of(signal) == SignalSets.Disposition.CAUGHT)
                .isPresent();
    }

    /** The file name of its script or program as far as that is known; never a title that it gave itself. */
    public String command() {
        return new ProgramName(name, details).shown();
    }

    /** Every name that a person may know it by: files, short name, the whole line of arguments. */
    public Set<String> names() {
        return new ProgramName(name, details).all();
    }

    /** This process with its details. */
    public ProcessInfo with(ProcessDetails read) {
        return new ProcessInfo(identity, parent, state, name, job, effort, environment, Optional.of(read));
    }

    /** This process with its group, session and terminal. */
    public ProcessInfo with(JobControl read) {
        return new ProcessInfo(identity, parent, state, name, read, effort, environment, details);
    }

    /** This process with its effort. */
    public ProcessInfo with(Effort read) {
        return new ProcessInfo(identity, parent, state, name, job, read, environment, details);
    }
}
