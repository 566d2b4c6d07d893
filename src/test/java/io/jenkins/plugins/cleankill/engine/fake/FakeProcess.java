package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.fake.FakeDescriptors.OpenFile;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Effort;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A process as a test scripts it: what it runs, has open and does when something happens to it. */
public final class FakeProcess extends FakeTask {

    FakeProcess(FakeMachine machine, ProcessIdentity identity, long parent, JobControl job, String name) {
        super(machine, identity, parent, job, name);
    }

    @Override
    FakeProcess self() {
        return this;
    }

    /** The words that it was started with. */
    public FakeProcess arguments(String... words) {
        commandLine = Optional.of(CommandLine.of(words));
        return this;
    }

    public FakeProcess executable(String path) {
        executable = Optional.of(path);
        return this;
    }

    /** The process becomes another program: handlers are gone, ignored and blocked signals stay so, see execve(2). */
    public void execs(String path) {
        executable = Optional.of(path);
        signals.exec();
    }

    /** The process neither catches nor ignores nor blocks any signal any more. */
    public void resetsSignals() {
        signals.reset();
    }

    public FakeProcess environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    public FakeProcess unreadableEnvironment() {
        environmentReadable = false;
        return this;
    }

    /** The process has a handler that does this. */
    public FakeProcess catches(Signal signal, Consumer<FakeProcess> handler) {
        signals.catches(signal, handler);
        return this;
    }

    public FakeProcess ignores(Signal signal) {
        signals.ignores(signal);
        return this;
    }

    /** The process blocks the signal and never takes it. */
    public FakeProcess blocks(Signal signal) {
        signals.blocks(signal);
        return this;
    }

    /** The process blocks the signal and collects it through a signalfd(2), whereupon it does this. */
    public FakeProcess collects(Signal signal, Consumer<FakeProcess> reaction) {
        signals.collects(signal, reaction);
        return this;
    }

    /** The process sits in sigwait(3), which does not show as a blocked signal; then it does this. */
    public FakeProcess awaits(Signal signal, Consumer<FakeProcess> reaction) {
        signals.awaits(signal, reaction);
        return this;
    }

    /** The process does this when a child has ended. */
    public FakeProcess whenChildEnds(Consumer<FakeProcess> reaction) {
        reactions.whenChildEnds = reaction;
        return this;
    }

    /** The process does this when it sees that a child was stopped, see WUNTRACED in wait(2). */
    public FakeProcess whenChildStops(Consumer<FakeProcess> reaction) {
        reactions.whenChildStops = reaction;
        return this;
    }

    /** The process does this when it goes on after a stop. */
    public FakeProcess whenContinued(Consumer<FakeProcess> reaction) {
        reactions.whenContinued = reaction;
        return this;
    }

    public FakeProcess writes(int descriptor, PipeId pipe) {
        descriptors.pipe(descriptor, pipe, PipeEnd.Access.WRITE);
        return this;
    }

    /** The process does this at the pipe's end-of-file, when the last writer is gone. */
    public FakeProcess reads(int descriptor, PipeId pipe, Consumer<FakeProcess> reaction) {
        descriptors.pipe(descriptor, pipe, PipeEnd.Access.READ);
        reactions.atEnd(pipe, reaction);
        return this;
    }

    /** The process does the one with each piece of text that comes, and the other when the last writer is gone. */
    public FakeProcess reads(
            int descriptor, PipeId pipe, BiConsumer<FakeProcess, String> withText, Consumer<FakeProcess> atEnd) {
        reactions.atText(pipe, withText);
        return reads(descriptor, pipe, atEnd);
    }

    /** The process does something else than reading. */
    public FakeProcess readsNothing() {
        busy = true;
        return this;
    }

    /** The process closes a pipe. */
    public void closes(int descriptor) {
        descriptors.closePipe(descriptor);
        machine.settle();
    }

    /** The process leads a process group of its own, see setpgid(2). */
    public FakeProcess leadsGroup() {
        job = new JobControl(identity.pid(), job.session(), job.terminal());
        return this;
    }

    /** The process leads a session of its own, without a terminal, see setsid(2). */
    public FakeProcess leadsSession() {
        job = new JobControl(identity.pid(), identity.pid(), OptionalInt.empty());
        return this;
    }

    /** The process has inherited a session and a group whose leaders are outside of its pid namespace. */
    void inSessionFromOutside() {
        job = new JobControl(0, 0, OptionalInt.empty());
    }

    /** That terminal controls the process' session, and is its standard input, output and error. */
    public FakeProcess terminal(int index) {
        job = new JobControl(job.group(), job.session(), OptionalInt.of(index));
        return opensTerminal(index);
    }

    /** The process has a terminal open. */
    public FakeProcess opensTerminal(int index) {
        descriptors.slave(index);
        return this;
    }

    /** The process provides a terminal, and does this when the terminal is closed by all that had it open. */
    public FakeProcess providesTerminal(int index, Consumer<FakeProcess> reaction) {
        descriptors.master(index);
        reactions.atEnd(index, reaction);
        return this;
    }

    /** The process has a file open that no other process has. */
    public FakeProcess opensFile(int descriptor, String path) {
        descriptors.file(descriptor, new OpenFile(path));
        return this;
    }

    /** The process works in that directory. */
    public FakeProcess worksIn(String path) {
        descriptors.workingDirectory(path);
        return this;
    }

    /** The process has inherited an open file. */
    public FakeProcess inheritsFile(int descriptor, FakeProcess from, int itsDescriptor) {
        descriptors.file(descriptor, from.descriptors.file(itsDescriptor).orElseThrow());
        return this;
    }

    /** The process waits for connections. */
    public FakeProcess listens() {
        descriptors.listens(machine.inode());
        return this;
    }

    /** The process is connected to the other, which has accepted. */
    public FakeProcess connectsTo(FakeProcess server) {
        descriptors.connect(machine.inode(), server.descriptors, machine.inode());
        return this;
    }

    /** Its output goes to the other through a pair of sockets, as node gives its children. */
    public FakeProcess isHeardBySocket(int descriptor, FakeProcess reader) {
        connectsTo(reader);
        PipeId pair = PipeId.ofSockets(machine.inode(), machine.inode());
        descriptors.outputBySocket(descriptor, pair);
        reader.descriptors.hearsBySocket(pair);
        return this;
    }

    /** So many bytes have come through the connection to that process, and are unread. */
    public FakeProcess hasUnreadFrom(FakeProcess peer, long bytes) {
        descriptors.unreadFrom(peer.descriptors, bytes);
        return this;
    }

    /** Its threads wait in these kernel functions. */
    public FakeProcess waitsIn(String... functions) {
        kernelWaits = Set.of(functions);
        return this;
    }

    /** The process holds that. */
    public FakeProcess holds(Holdings what) {
        holdings = what;
        return this;
    }

    /** The process has read so much by now. */
    public FakeProcess hasRead(long characters) {
        charactersRead = characters;
        return this;
    }

    /** The process has used so much processor time by now, and has so many threads. */
    public FakeProcess worksFor(long cpuTicks, long threads) {
        effort = new Effort(cpuTicks, threads);
        return this;
    }

    /** The process writes text: at once, or as soon as the pipe has room. Until then it does nothing else. */
    public void says(int descriptor, String text) {
        act(() -> descriptors.output(descriptor).ifPresent(pipe -> {
            if (!machine.write(this, pipe, text)) {
                blockedOn = pipe;
                blockedWrite = () -> says(descriptor, text);
            }
        }));
    }

    /** The process sends a signal to another one. */
    public void signals(FakeProcess other, Signal signal) {
        machine.forward(this, other, signal);
    }

    /** A filter like cat: it ends at the end-of-file of its standard input. */
    public FakeProcess filters(PipeId pipe) {
        return reads(0, pipe, FakeProcess::end).waitsIn("pipe_read");
    }

    /** Its parent never collects it. */
    public FakeProcess becomesZombie() {
        collected = false;
        return this;
    }

    /** In a kernel wait that not even SIGKILL ends. */
    public FakeProcess uninterruptible() {
        state = ProcessState.UNINTERRUPTIBLE;
        unkillable = true;
        return this;
    }

    /** The first process of a pid namespace: signals without a handler do nothing to it, see pid_namespaces(7). */
    public FakeProcess firstOfNamespace() {
        firstOfNamespace = true;
        return this;
    }

    /** Another user's. */
    public FakeProcess ofAnotherUser() {
        permitted = false;
        environmentReadable = false;
        return this;
    }

    /** The processor is busy: so long after SIGSTOP it stops, and so long after SIGCONT it takes what is pending. */
    public FakeProcess waitsForTheProcessor(Duration toStop, Duration toGoOn) {
        stopsAfter = toStop;
        goesOnAfter = toGoOn;
        return this;
    }

    /** A tracer sees SIGSTOP first, and keeps it from the process, see ptrace(2). */
    public FakeProcess tracedBy(FakeProcess process) {
        tracer = OptionalLong.of(process.identity().pid());
        return this;
    }

    /** A tracer sees each signal first, and passes it on. */
    public FakeProcess tracedBy(FakeProcess process, Duration passedOnAfter) {
        tracerTakes = Optional.of(passedOnAfter);
        return tracedBy(process);
    }

    /** Stopped by somebody. */
    public FakeProcess stopped() {
        state = ProcessState.STOPPED;
        return this;
    }

    /** The process ends in that time, unless it has ended before. */
    public void endAfter(Duration duration) {
        machine.after(duration, () -> act(this::end));
    }
}
