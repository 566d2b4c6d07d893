package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Takes a pipe over by its descriptor number: opens a second reader, and puts an ended pipe where the JVM's stream looks.
 *
 * <p>Why nothing is lost and nothing comes twice: the child is stopped meanwhile, so that it can't end, and the JVM has
 * no reason to close the stream. A read(2) that the copier began before the replacement still takes from the old pipe,
 * and is the last that does: the copier writes out all that it takes, since the stream is open. Every later read(2)
 * finds the end. A copier that waits is woken. At the end the copier closes its stream, after its last chunk is
 * written, and the bytes in the pipe are ours alone.
 */
final class PipeTakeover implements OutputPipes {

    private static final int PIPE_BUF = 4096;
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(1);
    private static final Duration WAKES_AT_MOST = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WAKES = Duration.ofMillis(5);
    private static final Duration AFTER_THE_ANNOUNCEMENT = Duration.ofMillis(500);

    private final ProcFs proc;
    private final FdDirectory descriptors;
    private final StatReader stats;
    private final SignalSender signals;
    private final Clock clock;
    private final CopierWaker waker;

    PipeTakeover(ProcFs proc, StatReader stats, SignalSender signals, Clock clock) {
        this.proc = proc;
        this.descriptors = new FdDirectory(proc);
        this.stats = stats;
        this.signals = signals;
        this.clock = clock;
        this.waker = new CopierWaker(proc);
    }

    @Override
    public Optional<TakenOutput> takeOver(
            ProcessIdentity child, int descriptor, byte[] announcement, List<Thread> copiers) {
        if (announcement.length == 0 || announcement.length > PIPE_BUF) {
            throw new IllegalArgumentException("announcement: must have 1 to 4096 bytes");
        }
        boolean stoppedBefore = state(child) == ProcessState.STOPPED;
        if (!stop(child)) {
            signals.send(child, Signal.CONT);
            return Optional.empty();
        }
        try {
            String pipe = descriptors.path(child.pid(), descriptor);
            Optional<PipeRest> taken = replace(pipe, ownReadEnd(child, descriptor), copiers);
            // While the child is stopped: when it ends, the JVM drops what a waiting read(2) takes after that
            taken.ifPresent(rest -> releaseUninterrupted(rest, pipe, announcement, copiers));
            return taken.map(rest -> rest);
        } finally {
            if (!stoppedBefore) {
                signals.send(child, Signal.CONT);
            }
        }
    }

    @Override
    public Optional<TakenOutput> takeOverHeld(
            ProcessIdentity holder, int descriptor, byte[] announcement, List<Thread> copiers) {
        String pipe = descriptors.path(holder.pid(), descriptor);
        OptionalInt stream = ownReadEnd(holder, descriptor);
        if (!state(holder).isAlive()) {
            return Optional.empty();
        }
        if (stream.isEmpty()) {
            int reader = LibC.openFile(pipe, LibC.O_RDONLY | LibC.O_NONBLOCK);
            return reader < 0 ? Optional.empty() : Optional.of(new PipeRest(reader, () -> true));
        }
        Optional<PipeRest> taken = replace(pipe, stream, copiers);
        taken.ifPresent(rest -> releaseUninterrupted(rest, pipe, announcement, copiers));
        return taken.map(rest -> rest);
    }

    @Override
    public OptionalLong pipe(Optional<ProcessIdentity> child, int descriptor, List<Thread> copiers) {
        OptionalLong read = child.stream()
                .filter(id -> ownReadEnd(id, descriptor).isPresent())
                .flatMap(id -> descriptors.read(id.pid(), descriptor).stream())
                .flatMap(each -> each.pipeEnd().stream())
                .mapToLong(end -> end.pipe().inode())
                .findFirst();
        return read.isPresent() || child.isPresent() || copiers.size() != 1
                ? read
                : new CopierPipe(proc).of(copiers.get(0));
    }

    private Optional<PipeRest> replace(String pipe, OptionalInt stream, List<Thread> copiers) {
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        int reader = LibC.openFile(pipe, LibC.O_RDONLY | LibC.O_NONBLOCK);
        Optional<String> ended = reader < 0 ? Optional.empty() : putEndedPipe(stream.getAsInt());
        if (ended.isEmpty()) {
            closeIfOpen(reader);
        }
        return ended.map(pipeName -> new PipeRest(
                reader,
                () -> hasEnded(stream.getAsInt(), pipeName)
                        && (copiers.size() != 1 || !copiers.get(0).isAlive())));
    }

    /** A copier closes its stream when it has written everything: its number is free then, or another file's. */
    private boolean hasEnded(int stream, String pipe) {
        return descriptors
                .read(self(), stream)
                .filter(each -> each.target().equals(pipe))
                .isEmpty();
    }

    /** The number of our only read end of the child's pipe. If there are several, none is known to be the stream's. */
    private OptionalInt ownReadEnd(ProcessIdentity child, int descriptor) {
        Optional<PipeEnd> pipe = descriptors
                .read(child.pid(), descriptor)
                .flatMap(FdDirectory.Descriptor::pipeEnd)
                .filter(PipeEnd::writes);
        int[] own = descriptors.pipes(self()).stream()
                .filter(end -> pipe.isPresent() && end.pipe().equals(pipe.get().pipe()) && !end.writes())
                .mapToInt(PipeEnd::descriptor)
                .toArray();
        return own.length == 1 ? OptionalInt.of(own[0]) : OptionalInt.empty();
    }

    /** The target of the ended pipe's link, empty if the pipe could not be put there. */
    private Optional<String> putEndedPipe(int stream) {
        int[] ends = new int[2];
        if (LibC.pipe(ends) < 0) {
            return Optional.empty();
        }
        LibC.closeFile(ends[1]);
        Optional<String> name = descriptors.read(self(), ends[0]).map(FdDirectory.Descriptor::target);
        boolean replaced = name.isPresent() && LibC.replace(ends[0], stream) >= 0;
        LibC.closeFile(ends[0]);
        return replaced ? name : Optional.empty();
    }

    /** Stops the child and waits until it is: SIGSTOP is sent in no time, but acts when the process is next scheduled. */
    private boolean stop(ProcessIdentity child) {
        Duration end = clock.elapsed().plus(STOP_AT_MOST);
        boolean sent = signals.send(child, Signal.STOP) == SignalSender.Result.SENT;
        while (sent && state(child).isAlive() && clock.elapsed().compareTo(end) < 0) {
            if (state(child) == ProcessState.STOPPED) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private ProcessState state(ProcessIdentity child) {
        FileBuffer buffer = new FileBuffer();
        try {
            Optional<StatFile> stat = stats.read(child.pid(), buffer).filter(now -> now.start() == child.start());
            return stat.isPresent() ? stats.state(stat.get(), buffer) : ProcessState.DEAD;
        } catch (IOException ignored) {
            // EMFILE or ENFILE: it is not known to have ended
            return ProcessState.UNKNOWN;
        }
    }

    private void releaseUninterrupted(PipeRest rest, String pipe, byte[] announcement, List<Thread> copiers) {
        boolean interrupted = Thread.interrupted();
        try {
            release(rest, pipe, announcement, copiers);
        } catch (InterruptedException ignored) {
            // Put back below: an abort is what we are here for
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Brings the copier to its end. A copier that writes to a slow sink, or waits for a processor, comes to read again and
     * finds the end by itself: the announcement, which would stand in its output for nothing, is for threads that the signal
     * does not reach.
     */
    private void release(PipeRest rest, String pipe, byte[] announcement, List<Thread> copiers)
            throws InterruptedException {
        Duration end = clock.elapsed().plus(WAKES_AT_MOST);
        // More than once: a signal that comes just before read(2) is lost
        while (waker.isUsable() && clock.elapsed().compareTo(end) < 0 && !rest.awaitCopier(BETWEEN_WAKES)) {
            waker.wake(copiers);
        }
        if (!rest.awaitCopier(BETWEEN_WAKES)) {
            announce(rest, pipe, announcement);
            rest.awaitCopier(AFTER_THE_ANNOUNCEMENT);
        }
    }

    private static void announce(PipeRest rest, String pipe, byte[] announcement) {
        int writer = LibC.openFile(pipe, LibC.O_WRONLY | LibC.O_NONBLOCK);
        if (writer >= 0) {
            // EAGAIN: the pipe is full, so no read(2) waits for it
            rest.announced(LibC.writeBytes(writer, announcement) == announcement.length);
            LibC.closeFile(writer);
        }
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    private static void closeIfOpen(int descriptor) {
        if (descriptor >= 0) {
            LibC.closeFile(descriptor);
        }
    }
}
