package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The pidfds that one waiter has open. Not for several threads. */
final class PidfdCache {

    private final StatReader stats;
    private final Map<ProcessIdentity, Integer> open = new HashMap<>();
    private final Set<ProcessIdentity> withoutDescriptor = new HashSet<>();

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

    /** Those of the processes that have a descriptor, without these. */
    Set<ProcessIdentity> pending(Set<ProcessIdentity> ended) {
        Set<ProcessIdentity> pending = new HashSet<>(open.keySet());
        pending.removeAll(ended);
        return pending;
    }

    /** Those for which there was no descriptor to be had. */
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
        int pidfd = LibC.pidfdOpen(process.pid());
        if (pidfd == -LibC.ESRCH) {
            return false;
        }
        if (pidfd < 0) {
            // EMFILE or ENFILE: there is no descriptor left
            withoutDescriptor.add(process);
            return stats.isAlive(process);
        }
        // After the opening, which pins the process: from here on the descriptor can't be another process'
        if (!stats.isAlive(process)) {
            LibC.closeFile(pidfd);
            return false;
        }
        open.put(process, pidfd);
        return true;
    }
}
