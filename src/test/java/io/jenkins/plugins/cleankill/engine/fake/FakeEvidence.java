package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The evidence of a machine's processes, and a list of the questions that were asked. */
final class FakeEvidence implements EvidenceReader {

    private final Function<ProcessIdentity, Optional<FakeProcess>> find;
    private final List<String> asked = new ArrayList<>();

    FakeEvidence(Function<ProcessIdentity, Optional<FakeProcess>> find) {
        this.find = find;
    }

    /** All questions that were asked but for quick reads: {@code kernelWaits of sh}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Set<String> kernelWaits(ProcessIdentity process) {
        return ask("kernelWaits", process)
                .filter(FakeProcess::isAlive)
                .filter(FakeProcess::isPermitted)
                .map(FakeProcess::kernelWaits)
                .orElse(Set.of());
    }

    @Override
    public OptionalLong charactersRead(ProcessIdentity process) {
        return ask("charactersRead", process)
                .filter(FakeProcess::isPermitted)
                .map(found -> OptionalLong.of(found.charactersRead()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Boolean> isSameOpenFile(
            ProcessIdentity one, int descriptor, ProcessIdentity other, int otherDescriptor) {
        Optional<FakeDescriptors.OpenFile> first = file("isSameOpenFile", one, descriptor);
        Optional<FakeDescriptors.OpenFile> second = file("isSameOpenFile", other, otherDescriptor);
        return first.isEmpty() || second.isEmpty() ? Optional.empty() : Optional.of(first.get() == second.get());
    }

    @Override
    public Optional<String> openFile(ProcessIdentity process, int descriptor) {
        return file("openFile", process, descriptor).map(FakeDescriptors.OpenFile::path);
    }

    private Optional<FakeDescriptors.OpenFile> file(String question, ProcessIdentity process, int descriptor) {
        return ask(question, process)
                .filter(FakeProcess::isAlive)
                .filter(FakeProcess::isPermitted)
                .flatMap(found -> found.descriptors.file(descriptor));
    }

    @Override
    public SocketTable sockets(Collection<ProcessIdentity> processes) {
        Map<ProcessIdentity, List<Socket>> sockets = new HashMap<>();
        Set<ProcessIdentity> unreadable = new HashSet<>();
        for (ProcessIdentity process : processes) {
            ask("sockets", process).filter(FakeProcess::isAlive).ifPresent(found -> {
                if (found.isPermitted()) {
                    sockets.put(process, List.copyOf(found.descriptors.sockets().values()));
                } else {
                    unreadable.add(process);
                }
            });
        }
        return new SocketTable(sockets, unreadable);
    }

    @Override
    public OptionalLong pendingSignals(ProcessIdentity process) {
        return find.apply(process)
                .map(found -> OptionalLong.of(found.pendingSignals()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<ProcessState> state(ProcessIdentity process) {
        return find.apply(process).map(FakeProcess::state);
    }

    @Override
    public Set<Signal> ignoredBy(ProcessIdentity process) {
        return ask("ignoredBy", process)
                .map(found -> Arrays.stream(Signal.values())
                        .filter(signal ->
                                new FakeView(found).details().signals().of(signal) == Disposition.IGNORED)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public Holdings holdings(ProcessInfo process) {
        return ask("holdings", process.identity())
                .filter(FakeProcess::isAlive)
                .filter(FakeProcess::isPermitted)
                .map(FakeProcess::holdings)
                .orElse(Holdings.NONE);
    }

    private Optional<FakeProcess> ask(String question, ProcessIdentity process) {
        Optional<FakeProcess> found = find.apply(process);
        asked.add(question + " of " + found.map(FakeProcess::name).orElse("nobody"));
        return found;
    }
}
