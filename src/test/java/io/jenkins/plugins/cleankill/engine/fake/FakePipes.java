package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pipes of a machine: their content, and the ends that the engine has open. */
final class FakePipes implements PipeOpener {

    /** See pipe(7). */
    private static final int CAPACITY = 1 << 16;

    private final Supplier<Collection<FakeProcess>> processes;
    private final Function<ProcessIdentity, Optional<FakeProcess>> find;
    private final Map<PipeId, ByteArrayOutputStream> contents = new HashMap<>();
    private final Map<PipeId, Integer> capacities = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Integer> heldTerminals = new ArrayList<>();

    FakePipes(Supplier<Collection<FakeProcess>> processes, Function<ProcessIdentity, Optional<FakeProcess>> find) {
        this.processes = processes;
        this.find = find;
    }

    @Override
    public Optional<WithheldPipe> withhold(ProcessIdentity reader, int descriptor) {
        return open(reader, descriptor, false, true).map(pipe -> pipe);
    }

    @Override
    public Optional<HeldPipe> holdBothEnds(ProcessIdentity reader, int descriptor) {
        return open(reader, descriptor, true, true).map(pipe -> pipe);
    }

    @Override
    public Optional<HeldPipe> keepReadable(ProcessIdentity reader, int descriptor) {
        return open(reader, descriptor, true, false).map(pipe -> pipe);
    }

    @Override
    public Optional<HeldTerminal> holdTerminal(ProcessIdentity user, int terminal) {
        boolean used = find.apply(user)
                .filter(FakeProcess::isAlive)
                .filter(process -> process.usesTerminal(terminal))
                .isPresent();
        if (!used) {
            return Optional.empty();
        }
        heldTerminals.add(terminal);
        return Optional.of(() -> {
            heldTerminals.remove((Integer) terminal);
            checkTerminals();
        });
    }

    @Override
    public Optional<HeldPipe> keepOutputReadable(ProcessIdentity reader, ProcessIdentity writer, int descriptor) {
        Optional<Held> opened = find.apply(writer)
                .filter(FakeProcess::isAlive)
                .flatMap(process -> process.descriptors.outputBySocket(descriptor))
                .filter(pair -> find.apply(reader)
                        .filter(FakeProcess::isAlive)
                        .filter(process -> process.descriptors.isHeardBySocket(pair))
                        .isPresent())
                .map(pair -> new Held(pair, true, false));
        opened.ifPresent(held::add);
        return opened.map(pipe -> pipe);
    }

    private Optional<Held> open(ProcessIdentity reader, int descriptor, boolean reads, boolean writes) {
        Optional<Held> opened = find.apply(reader)
                .filter(FakeProcess::isAlive)
                .flatMap(process -> process.descriptors.pipe(descriptor))
                .filter(PipeEnd::reads)
                .map(end -> new Held(end.pipe(), reads, writes));
        opened.ifPresent(held::add);
        return opened;
    }

    /** The process writes; false if the pipe is full: the process must wait and try again. */
    boolean write(FakeProcess writer, PipeId pipe, String text) {
        if (readers(pipe).isEmpty() && held.stream().noneMatch(each -> each.pipe.equals(pipe) && each.reads)) {
            // A pipe without readers: SIGPIPE
            writer.end();
            return true;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (unread(pipe) + bytes.length > capacity(pipe)) {
            return false;
        }
        contents.computeIfAbsent(pipe, id -> new ByteArrayOutputStream()).writeBytes(bytes);
        pump(pipe);
        return true;
    }

    /** Readers that run take what is in the pipes; those at an end-of-file see it; writers that waited go on. */
    void settle() {
        Set<PipeId> all = processes.get().stream()
                .flatMap(process -> process.descriptors.pipes().stream())
                .map(PipeEnd::pipe)
                .collect(Collectors.toSet());
        all.forEach(this::pump);
        all.stream()
                .filter(pipe -> !isWritten(pipe))
                .forEach(pipe -> List.copyOf(processes.get()).forEach(process -> process.endOfFile(pipe)));
        checkTerminals();
    }

    private void pump(PipeId pipe) {
        Optional<FakeProcess> reader =
                readers(pipe).stream().filter(FakeProcess::readsAtOnce).findFirst();
        if (reader.isPresent() && unread(pipe) > 0) {
            reader.get().reads(pipe, new String(take(pipe, Integer.MAX_VALUE), StandardCharsets.UTF_8));
        }
        roomIn(pipe);
    }

    private void roomIn(PipeId pipe) {
        List.copyOf(processes.get()).stream()
                .filter(process -> process.isBlockedOn(pipe))
                .forEach(FakeProcess::triesToWriteAgain);
    }

    private List<FakeProcess> readers(PipeId pipe) {
        return processes.get().stream()
                .filter(FakeProcess::isAlive)
                .filter(process -> process.descriptors.isHeardBySocket(pipe)
                        || process.descriptors.pipes().stream()
                                .anyMatch(end -> end.reads() && end.pipe().equals(pipe)))
                .toList();
    }

    private boolean isWritten(PipeId pipe) {
        return held.stream().anyMatch(each -> each.pipe.equals(pipe) && each.writes)
                || processes.get().stream().anyMatch(process -> process.writesTo(pipe));
    }

    private void checkTerminals() {
        List.copyOf(processes.get())
                .forEach(provider -> provider.descriptors.terminals().masters().stream()
                        .filter(terminal -> !heldTerminals.contains(terminal))
                        .filter(terminal -> processes.get().stream().noneMatch(process -> process.hasOpen(terminal)))
                        .forEach(provider::terminalEnds));
    }

    private int unread(PipeId pipe) {
        return contents.containsKey(pipe) ? contents.get(pipe).size() : 0;
    }

    private int capacity(PipeId pipe) {
        return capacities.getOrDefault(pipe, CAPACITY);
    }

    private byte[] take(PipeId pipe, int most) {
        byte[] all = contents.containsKey(pipe) ? contents.remove(pipe).toByteArray() : new byte[0];
        byte[] taken = Arrays.copyOf(all, Math.min(most, all.length));
        if (taken.length < all.length) {
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            rest.write(all, taken.length, all.length - taken.length);
            contents.put(pipe, rest);
        }
        return taken;
    }

    /** The pipes that the engine still has open: must be none after every termination. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        held.forEach(each -> open.add("pipe " + each.pipe));
        heldTerminals.forEach(each -> open.add("terminal " + each));
        return open;
    }

    /** The engine's open ends of one pipe. */
    private final class Held implements HeldPipe {

        private final PipeId pipe;
        private final boolean reads;
        private final boolean writes;

        Held(PipeId pipe, boolean reads, boolean writes) {
            this.pipe = pipe;
            this.reads = reads;
            this.writes = writes;
        }

        @Override
        public int unread() {
            return FakePipes.this.unread(pipe);
        }

        @Override
        public Optional<byte[]> read() {
            if (unread() == 0 && !isWritten(pipe)) {
                return Optional.empty();
            }
            byte[] taken = take(pipe, MOST_AT_ONCE);
            roomIn(pipe);
            return Optional.of(taken);
        }

        @Override
        public int capacity() {
            return FakePipes.this.capacity(pipe);
        }

        @Override
        public boolean enlarge(int bytes) {
            capacities.put(pipe, Math.max(bytes, unread()));
            roomIn(pipe);
            return true;
        }

        @Override
        public void close() {
            held.remove(this);
            settle();
        }
    }
}
