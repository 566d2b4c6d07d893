package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldTerminal;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Shells;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads in place of processes that can't: a frozen parent would block its children when a pipe is full, and would lose
 * their last words when it ends. The text that is read is told as output. The text that a shell substitutes
 * ({@code $(tool)}) is a value, and may be a secret: it is never told. ADR 12 has the reasons.
 */
final class Substitute implements AutoCloseable {

    /** A pipe of a shell is enlarged to that before anything in it is thrown away. */
    private static final int LARGE = 1 << 20;

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private final PipeOpener opener;
    private final ProgressListener listener;
    private final List<Pipe> pipes = new ArrayList<>();
    private final Map<ProcessIdentity, Map<Integer, HeldTerminal>> terminals = new HashMap<>();

    Substitute(PipeOpener opener, ProgressListener listener) {
        this.opener = opener;
        this.listener = listener;
    }

    /** A pipe and its reader, frozen (then it is read in its place at once) or an owner (then when that has ended). */
    private record Pipe(ProcessInfo reader, PipeEnd end, HeldPipe held, boolean atOnce) {

        boolean isReadBy(ProcessInfo process) {
            return reader.identity().equals(process.identity());
        }

        boolean isOf(ProcessInfo process, PipeEnd other) {
            return isReadBy(process) && end.pipe().equals(other.pipe());
        }
    }

    /** From now on the frozen process' pipes are read in its place, and it sees no end-of-file. */
    void standInFor(ProcessInfo frozen, List<PipeEnd> ends) {
        ends.forEach(end -> open(frozen, end, true));
    }

    /** The owner reads on; bytes that it leaves unread when it ends are read then, and its writers get no SIGPIPE. */
    void follow(ProcessInfo owner, List<PipeEnd> ends) {
        ends.forEach(end -> open(owner, end, false));
    }

    /** The same with the pairs of sockets by which it hears a descendant. */
    void followOutput(ProcessInfo owner, ProcessInfo writer) {
        for (int descriptor : List.of(STANDARD_OUTPUT, STANDARD_ERROR)) {
            PipeEnd end = new PipeEnd(descriptor, PipeId.ofSockets(writer.pid(), writer.pid()), PipeEnd.Access.READ);
            if (pipes.stream()
                    .noneMatch(pipe -> pipe.isReadBy(owner) && pipe.end().equals(end))) {
                opener.keepOutputReadable(owner.identity(), writer.identity(), descriptor)
                        .ifPresent(held -> pipes.add(new Pipe(owner, end, held, false)));
            }
        }
    }

    private void open(ProcessInfo reader, PipeEnd end, boolean atOnce) {
        if (pipes.stream().anyMatch(pipe -> pipe.isOf(reader, end))) {
            return;
        }
        Optional<HeldPipe> held = atOnce
                ? opener.holdBothEnds(reader.identity(), end.descriptor())
                : opener.keepReadable(reader.identity(), end.descriptor());
        held.ifPresent(pipe -> pipes.add(new Pipe(reader, end, pipe, atOnce)));
    }

    /** Keeps the terminal open as if one more process used it, until its owner has ended. */
    void keepTerminal(ProcessInfo owner, int index, ProcessInfo user) {
        Map<Integer, HeldTerminal> held = terminals.computeIfAbsent(owner.identity(), id -> new HashMap<>());
        if (!held.containsKey(index)) {
            opener.holdTerminal(user.identity(), index).ifPresent(terminal -> held.put(index, terminal));
        }
    }

    /** Whether something may be unread, which no end of a process announces. */
    boolean isReading() {
        return !pipes.isEmpty();
    }

    /** Reads what is there. */
    void read(Members members) {
        for (Iterator<Pipe> each = pipes.iterator(); each.hasNext(); ) {
            Pipe pipe = each.next();
            boolean alive = members.table().isAlive(pipe.reader().identity());
            if ((pipe.atOnce() || !alive) && !readOut(pipe) || pipe.atOnce() && !alive) {
                pipe.held().close();
                each.remove();
            }
        }
        terminals.entrySet().removeIf(entry -> !members.table().isAlive(entry.getKey()) && close(entry.getValue()));
    }

    /** The frozen process is about to get its signal: it will read no more. */
    void readLast(ProcessInfo process) {
        pipes.stream().filter(pipe -> pipe.atOnce() && pipe.isReadBy(process)).forEach(this::readOut);
    }

    /**
     * The frozen process has its signal pending. A process that handles it may read to the end-of-file first, as a
     * shell with a trap does: the end is withheld no longer.
     */
    void release(ProcessInfo process) {
        for (Pipe pipe : List.copyOf(pipes)) {
            if (pipe.atOnce() && pipe.isReadBy(process)) {
                pipes.remove(pipe);
                open(process, pipe.end(), false);
                pipe.held().close();
            }
        }
    }

    /** False at the end-of-file. */
    private boolean readOut(Pipe pipe) {
        if (isValueOfShell(pipe)) {
            return relieve(pipe.held());
        }
        Optional<byte[]> read = pipe.held().read();
        while (read.isPresent() && read.get().length > 0) {
            passOn(pipe.reader(), read.get());
            read = pipe.held().read();
        }
        return read.isPresent();
    }

    /** The text through a shell's standard input ({@code tool | while read}) is output like any. */
    private static boolean isValueOfShell(Pipe pipe) {
        return Shells.isShell(pipe.reader()) && pipe.end().descriptor() != STANDARD_INPUT;
    }

    /** The pipe's writers must not wait for a shell that reads nothing: its unread bytes are its own business. */
    private static boolean relieve(HeldPipe pipe) {
        boolean full = pipe.unread() > pipe.capacity() / 2;
        if (full && (pipe.capacity() >= LARGE || !pipe.enlarge(LARGE))) {
            return pipe.read().isPresent();
        }
        return true;
    }

    private void passOn(ProcessInfo reader, byte[] output) {
        if (isText(output)) {
            listener.on(new TerminationEvent.TakenOver(ProcessName.of(reader), output));
        }
    }

    private static boolean isText(byte[] output) {
        for (byte each : output) {
            if (each == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(Map<Integer, HeldTerminal> held) {
        held.values().forEach(HeldTerminal::close);
        return true;
    }

    @Override
    public void close() {
        pipes.forEach(pipe -> pipe.held().close());
        pipes.clear();
        terminals.values().forEach(Substitute::close);
        terminals.clear();
    }
}
