package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Set;

/** Which live member is connected to which other one. Sockets are read only where a member has one. */
final class Connections {

    /** msgrcv(2). */
    private static final String AWAITS_MESSAGE = "do_msgrcv";

    private final Family family;
    private final Evidence evidence;

    Connections(Family family, Evidence evidence) {
        this.family = family;
        this.evidence = evidence;
    }

    boolean listens(ProcessInfo process) {
        return hasSockets(process) && evidence.sockets().listens(process.identity());
    }

    /** The other way to be asked: a message queue is no descriptor, and does not tell which process it is for. */
    boolean awaitsMessages(ProcessInfo process) {
        return evidence.kernelWaits(process).contains(AWAITS_MESSAGE);
    }

    boolean areConnected(ProcessInfo one, ProcessInfo other) {
        return hasSockets(one)
                && hasSockets(other)
                && evidence.sockets().areConnected(one.identity(), other.identity());
    }

    /** The members outside its subtree, not above it, that are connected to a listening process and do not listen. */
    List<ProcessInfo> clients(ProcessInfo server) {
        if (!listens(server)) {
            return List.of();
        }
        Set<Long> own = family.pidsBelow(server);
        own.addAll(family.pidsAbove(server));
        own.add(server.pid());
        return family.all().stream()
                .filter(process -> !own.contains(process.pid()))
                .filter(process -> areConnected(process, server) && !listens(process))
                .toList();
    }

    static boolean hasSockets(ProcessInfo process) {
        return process.details()
                .map(ProcessDetails::sockets)
                .filter(sockets -> !sockets.isEmpty())
                .isPresent();
    }
}
