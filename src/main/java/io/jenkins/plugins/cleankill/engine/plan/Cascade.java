package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The held processes that an end lets go at once, without another look: a frozen process starts no children, so the last
 * snapshot still tells which ones it has. In a deep tree of shells a look a level would take seconds.
 */
public final class Cascade {

    private final Map<ProcessIdentity, ProcessInfo> members = new HashMap<>();
    private final Map<Long, ProcessInfo> frozen = new HashMap<>();
    private final Map<Long, Integer> children = new HashMap<>();

    /** The held ones of that snapshot that would die of the signal. */
    public Cascade(Members snapshot, Map<ProcessIdentity, Treatment> treatments, Signal signal) {
        for (ProcessInfo process : snapshot.alive()) {
            members.put(process.identity(), process);
            children.merge(process.parent(), 1, Integer::sum);
            Treatment treatment = treatments.getOrDefault(process.identity(), Treatment.NONE);
            if (treatment.state() == State.FROZEN && treatment.row() == Row.HELD && diesOf(process, signal)) {
                frozen.put(process.pid(), process);
            }
        }
    }

    private static boolean diesOf(ProcessInfo process, Signal signal) {
        return process.details()
                .filter(details -> details.signals().of(signal) == Disposition.DEFAULT)
                .filter(details -> !details.isShieldedFrom(signal))
                .isPresent();
    }

    /**
     * The processes whose last child is among the ended, and in turn the parents of these: with the signal pending, none
     * of them comes to its next command. Children come before their parents.
     */
    public List<ProcessInfo> freedBy(Set<ProcessIdentity> ended) {
        List<ProcessInfo> found = new ArrayList<>();
        Deque<ProcessIdentity> ending = new ArrayDeque<>(ended);
        while (!ending.isEmpty()) {
            ProcessInfo info = members.remove(ending.removeFirst());
            if (info != null && children.merge(info.parent(), -1, Integer::sum) == 0) {
                ProcessInfo parent = frozen.remove(info.parent());
                if (parent != null && !ended.contains(parent.identity())) {
                    found.add(parent);
                    ending.addLast(parent.identity());
                }
            }
        }
        return found;
    }
}
