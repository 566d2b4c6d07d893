package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.plan.Evidence;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The evidence at one look: each piece is read from the system when a rule asks for it first. */
final class Findings implements Evidence {

    private static final int STANDARD_INPUT = 0;
    private static final Optional<String> NULL = Optional.of("/dev/null");

    private final EvidenceReader reader;
    private final Members members;
    private final Map<ProcessIdentity, Set<String>> waits = new HashMap<>();
    private final Map<ProcessIdentity, Boolean> nulls = new HashMap<>();
    private SocketTable sockets;
    private Set<Signal> ignored;

    Findings(EvidenceReader reader, Members members) {
        this.reader = reader;
        this.members = members;
    }

    @Override
    public Set<String> kernelWaits(ProcessInfo process) {
        return waits.computeIfAbsent(process.identity(), reader::kernelWaits);
    }

    @Override
    public OptionalLong charactersRead(ProcessInfo process) {
        return reader.charactersRead(process.identity());
    }

    @Override
    public boolean hasNullInputOfItsOwn(ProcessInfo child, ProcessInfo shell) {
        return nulls.computeIfAbsent(child.identity(), id -> readNullInputOfItsOwn(child.identity(), shell.identity()));
    }

    private boolean readNullInputOfItsOwn(ProcessIdentity child, ProcessIdentity shell) {
        if (!reader.openFile(child, STANDARD_INPUT).equals(NULL)) {
            return false;
        }
        return !reader.openFile(shell, STANDARD_INPUT).equals(NULL)
                || !reader.isSameOpenFile(child, STANDARD_INPUT, shell, STANDARD_INPUT)
                        .orElse(true);
    }

    @Override
    public SocketTable sockets() {
        if (sockets == null) {
            List<ProcessIdentity> owners = members.alive().stream()
                    .filter(process -> process.details()
                            .map(ProcessDetails::sockets)
                            .filter(inodes -> !inodes.isEmpty())
                            .isPresent())
                    .map(ProcessInfo::identity)
                    .toList();
            sockets = owners.isEmpty() ? SocketTable.EMPTY : reader.sockets(owners);
        }
        return sockets;
    }

    /** The processes above the build are the parents of its members that are no members: a wrapper, the agent, we. */
    @Override
    public Set<Signal> ignoredAbove() {
        if (ignored == null) {
            Set<Signal> found = new HashSet<>();
            Set<ProcessIdentity> alive = members.identities();
            ProcessTable table = members.table();
            members.alive().stream()
                    .flatMap(process -> table.byPid(process.parent()).stream())
                    .filter(parent -> parent.pid() > 1 && !alive.contains(parent.identity()))
                    .map(ProcessInfo::identity)
                    .distinct()
                    .forEach(parent -> found.addAll(reader.ignoredBy(parent)));
            ignored = found;
        }
        return ignored;
    }
}
