package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** For systems that tell nothing. */
final class NoEvidence implements EvidenceReader {

    @Override
    public Set<String> kernelWaits(ProcessIdentity process) {
        return Set.of();
    }

    @Override
    public OptionalLong charactersRead(ProcessIdentity process) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Boolean> isSameOpenFile(
            ProcessIdentity one, int descriptor, ProcessIdentity other, int otherDescriptor) {
        return Optional.empty();
    }

    @Override
    public Optional<String> openFile(ProcessIdentity process, int descriptor) {
        return Optional.empty();
    }

    @Override
    public SocketTable sockets(Collection<ProcessIdentity> processes) {
        return new SocketTable(Map.of(), Set.copyOf(processes));
    }

    @Override
    public OptionalLong pendingSignals(ProcessIdentity process) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<ProcessState> state(ProcessIdentity process) {
        return Optional.empty();
    }

    @Override
    public Set<Signal> ignoredBy(ProcessIdentity process) {
        return Set.of();
    }
}
