package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The machine: all ports in one, on virtual time that passes only while somebody waits. */
public final class FakeMachine extends FakePorts {

    private boolean hidesDispositions;

    private static final long TICKS_AT_START = 5_000;
    private static final long FILE_SYSTEM = 2049;

    private final Map<Long, FakeProcess> processes = new LinkedHashMap<>();
    private final SentSignals signals = new SentSignals();
    private final FakePipes pipes = new FakePipes(processes::values, this::find);
    private final FakeGroups groups = new FakeGroups(processes::values, pid -> Optional.ofNullable(processes.get(pid)));
    private final FakeControlGroups controlGroups =
            new FakeControlGroups(pid -> processes.get(pid).isAlive());
    private final FakeThreadDumps threadDumps = new FakeThreadDumps(time::elapsed);
    private final FakeEvidence evidence = new FakeEvidence(this::find);
    private final Deque<Runnable> afterRead = new ArrayDeque<>();
    private long nextPid = AGENT + 1;
    private long orphansGoTo = 1;
    private boolean awake;
    private boolean noProc;

    public FakeMachine() {
        signals.forbid(add(1, 0, "init").leadsSession());
        signals.forbid(add(AGENT, 1, "java").leadsSession());
    }

    /** A signal that was sent. */
    public record Sent(String name, Signal signal, Duration at) {
        @Override
        public String toString() {
            return signal + " to " + name;
        }
    }

    /** Starts a process of the build. */
    public FakeProcess start(long parent, String name) {
        return add(nextPid++, parent, name);
    }

    /** Starts a process of the build as a child. */
    public FakeProcess start(FakeProcess parent, String name) {
        return start(parent.identity().pid(), name);
    }

    /** Starts a process that nobody may signal. */
    public FakeProcess startNeighbour(String name) {
        FakeProcess neighbour = start(AGENT, name);
        signals.forbid(neighbour);
        return neighbour;
    }

    private FakeProcess add(long pid, long parent, String name) {
        JobControl job =
                Optional.ofNullable(processes.get(parent)).map(FakeProcess::job).orElse(JobControl.UNKNOWN);
        FakeProcess process = new FakeProcess(this, new ProcessIdentity(pid, ticks()), parent, job, name);
        processes.put(pid, process);
        controlGroups.born(pid, parent);
        return process;
    }

    /** The pid is given to a new process, as after a wrap of the pid counter. */
    public FakeProcess reuse(FakeProcess ended, String name) {
        FakeProcess process = add(ended.identity().pid(), AGENT, name);
        signals.forbid(process);
        return process;
    }

    /** A new pipe. */
    public PipeId pipe() {
        return PipeId.nameless(inode());
    }

    /** A new FIFO. */
    public PipeId fifo() {
        return new PipeId(FILE_SYSTEM, inode());
    }

    long inode() {
        return 10_000 + nextPid++;
    }

    /** The agent is a subreaper: orphans become its children, see PR_SET_CHILD_SUBREAPER in prctl(2). */
    public void adoptOrphans() {
        orphansGoTo = AGENT;
    }

    /** The leader of all sessions and groups so far is outside of our pid namespace: its pid reads as 0. */
    public void leadersAreOutside() {
        processes.values().forEach(FakeProcess::inSessionFromOutside);
    }

    /** The group of the process is in the foreground of the terminal. */
    public void foreground(int terminal, FakeProcess leader) {
        groups.foreground(terminal, leader.job().group());
    }

    /** Does this right after the next snapshot, which does not show it. */
    public void afterNextRead(Runnable action) {
        afterRead.add(action);
    }

    /** Lets time pass. */
    public void passTime(Duration duration) {
        await(Set.of(), duration);
    }

    /** From now on no process can be read. */
    public void loseProc() {
        noProc = true;
    }

    /** Several rungs may have the same signal. */
    public void allowRepeats() {
        signals.allowRepeats();
    }

    /** The signals that were sent, less those that hold and let go. */
    public List<String> sentSignals() {
        return signals.all().stream()
                .filter(s -> s.signal().isRung() || s.signal() == Signal.KILL)
                .map(Sent::toString)
                .toList();
    }

    /** All signals that were sent. */
    public List<Sent> allSent() {
        return signals.all();
    }

    /** The names of the build's processes that live. */
    public List<String> alive() {
        return processes.values().stream()
                .filter(p -> p.isAlive() && !signals.isForbidden(p.identity()))
                .map(FakeProcess::name)
                .toList();
    }

    /** The processes and pipes that are still held: must be empty after every termination. */
    public List<String> held() {
        List<String> held = processes.values().stream()
                .filter(FakeProcess::isStopped)
                .map(FakeProcess::name)
                .collect(Collectors.toCollection(ArrayList::new));
        held.addAll(pipes.open());
        return held;
    }

    /** The signals that each process got from any sender but the kernel: {@code TERM to make by us}. */
    public List<String> received() {
        return signals.received();
    }

    /** The evidence that was asked for beyond the table and the details. */
    public List<String> evidenceAsked() {
        return evidence.asked();
    }

    void ended(FakeProcess process) {
        List<FakeProcess> children = processes.values().stream()
                .filter(child -> child.parent() == process.identity().pid())
                .toList();
        children.forEach(child -> child.adoptedBy(orphansGoTo));
        disconnect(process);
        groups.ended(process, children);
        Optional.ofNullable(processes.get(process.parent())).ifPresent(parent -> parent.childEnded(process));
        settle();
    }

    private void disconnect(FakeProcess process) {
        Set<Long> closed = process.descriptors.sockets().keySet();
        processes.values().forEach(other -> closed.forEach(other.descriptors::disconnect));
    }

    void stopped(FakeProcess process) {
        Optional.ofNullable(processes.get(process.parent())).ifPresent(parent -> parent.childStopped(process));
    }

    void settle() {
        pipes.settle();
    }

    boolean write(FakeProcess writer, PipeId pipe, String text) {
        return pipes.write(writer, pipe, text);
    }

    void forward(FakeProcess from, FakeProcess to, Signal signal) {
        if (to.isAlive()) {
            signals.forwarded(from, to, signal);
            to.receive(signal);
        }
    }

    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) throws IOException {
        if (noProc) {
            throw new IOException("/proc is not mounted");
        }
        ProcessTable table = new ProcessTable(
                processes.values().stream()
                        .filter(FakeProcess::isListed)
                        .map(p -> new FakeView(p).info(wantsEnvironment.test(p.identity())))
                        .toList(),
                ticks());
        Optional.ofNullable(afterRead.poll()).ifPresent(Runnable::run);
        return table;
    }

    /** It does not tell what a process does with a signal, like a system without {@code /proc}. */
    public void hideDispositions() {
        hidesDispositions = true;
    }

    @Override
    public boolean hidesDispositions() {
        return hidesDispositions;
    }

    @Override
    public Optional<ProcessDetails> details(ProcessIdentity process) {
        return find(process).map(p -> new FakeView(p).details());
    }

    private Optional<FakeProcess> find(ProcessIdentity identity) {
        return Optional.ofNullable(processes.get(identity.pid()))
                .filter(p -> p.isListed() && p.identity().equals(identity));
    }

    @Override
    public Moment now() {
        return new Moment(ticks(), nextPid - 1);
    }

    private long ticks() {
        return TICKS_AT_START + time.elapsed().dividedBy(TICK);
    }

    @Override
    public Result send(ProcessIdentity identity, Signal signal) {
        signals.check(identity, signal);
        Optional<FakeProcess> process = find(identity);
        if (process.filter(FakeProcess::isAlive).isEmpty()) {
            return Result.NO_SUCH_PROCESS;
        }
        if (!process.get().isPermitted()) {
            return Result.NOT_PERMITTED;
        }
        signals.note(process.get(), signal, time.elapsed());
        process.get().receive(signal);
        return Result.SENT;
    }

    @Override
    public Set<ProcessIdentity> await(Set<ProcessIdentity> watched, Duration timeout) {
        time.pass(timeout, () -> awake || !goneOf(watched).isEmpty());
        awake = false;
        return goneOf(watched);
    }

    private Set<ProcessIdentity> goneOf(Set<ProcessIdentity> watched) {
        return watched.stream()
                .filter(id -> find(id).filter(FakeProcess::isAlive).isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public void wakeUp() {
        awake = true;
    }

    @Override
    public PipeOpener pipes() {
        return pipes;
    }

    @Override
    public EvidenceReader evidence() {
        return evidence;
    }

    /** The virtual machines among the processes, and what they answer. */
    @Override
    public FakeThreadDumps threadDumps() {
        return threadDumps;
    }

    @Override
    public Optional<DescriptorReader> descriptors() {
        return Optional.of(new FakeDescriptorReader(pid -> Optional.ofNullable(processes.get(pid))));
    }

    @Override
    public FakeControlGroups controlGroups() {
        return controlGroups;
    }

    @Override
    public boolean adoptsOrphans() {
        return orphansGoTo == AGENT;
    }
}
