package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pidfds that one waiter has open. Where descriptors run out, it gives some back: reading {@code /proc} needs them
 * more, since a process can also be waited for by looking. Not for several threads.
 */
final class PidfdCache {

    /** The number of descriptors that are given back and left to the others in this JVM. */
    private static final int ROOM = 32;

    private final StatReader stats;
    private final Map<ProcessIdentity, Integer> open = new HashMap<>();
    private final Set<ProcessIdentity> withoutDescriptor = new HashSet<>();
    private int most = Integer.MAX_VALUE;

    PidfdCache(StatReader stats) {
        this.stats = stats;
    }

    /** Has a descriptor open for each of these processes and for no others, and says which of them have ended. */
    Set<ProcessIdentity> open(Set<ProcessIdentity> processes) {
        Set<ProcessIdentity> others = new HashSet<>(open.keySet());
        others.removeAll(processes);
        forget(others);
        withoutDescriptor.clear();
        Set<ProcessIdentity> ended = new HashSet<>();
        for (ProcessIdentity process : processes) {
            if (!open.containsKey(process) && !open(process)) {
                ended.add(process);
            }
        }
        return ended;
    }

    /** The processes with a descriptor, but for the ended ones. */
    Set<ProcessIdentity> pending(Set<ProcessIdentity> ended) {
        Set<ProcessIdentity> pending = new HashSet<>(open.keySet());
        pending.removeAll(ended);
        return pending;
    }

    /** The processes for which no descriptor was left. */
    Set<ProcessIdentity> withoutDescriptor() {
        return withoutDescriptor;
    }

    int of(ProcessIdentity process) {
        return open.get(process);
    }

    void forget(Set<ProcessIdentity> processes) {
        for (ProcessIdentity process : processes) {
            Integer pidfd = open.remove(process);
            if (pidfd != null) {
                LibC.closeFile(pidfd);
            }
        }
    }

    void close() {
        forget(Set.copyOf(open.keySet()));
    }

    /** Opens a descriptor; false if the process has ended. */
    private boolean open(ProcessIdentity process) {
        if (open.size() >= most) {
            withoutDescriptor.add(process);
            return !stats.hasEnded(process);
        }
        int pidfd = LibC.pidfdOpen(process.pid());
        if (pidfd == -LibC.ESRCH) {
            return false;
        }
        if (pidfd < 0) {
            // EMFILE, ENFILE or ENOMEM: there is no descriptor left
            giveSomeBack();
            withoutDescriptor.add(process);
            return !stats.hasEnded(process);
        }
        // After the opening, which pins the process: from here on the descriptor can't be another process'
        if (stats.hasEnded(process)) {
            LibC.closeFile(pidfd);
            return false;
        }
        open.put(process, pidfd);
        return true;
    }

    private void giveSomeBack() {
        most = Math.max(0, open.size() - ROOM);
        Set<ProcessIdentity> surplus =
                open.keySet().stream().limit(open.size() - most).collect(Collectors.toSet());
        forget(surplus);
        withoutDescriptor.addAll(surplus);
    }
}
