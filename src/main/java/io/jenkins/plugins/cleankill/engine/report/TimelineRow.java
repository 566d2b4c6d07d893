package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A process and how deep it stands in the tree of those in the report. */
record TimelineRow(ProcessRecord process, int depth) {

    /** All processes, each after its parent, siblings by pid. Each stands once, whatever the parents say. */
    static List<TimelineRow> tree(List<ProcessRecord> processes) {
        Set<Long> pids = processes.stream().map(ProcessRecord::pid).collect(Collectors.toSet());
        Map<Long, List<ProcessRecord>> byParent =
                processes.stream().collect(Collectors.groupingBy(ProcessRecord::parent));
        List<TimelineRow> rows = new ArrayList<>();
        Set<ProcessRecord> seen = new HashSet<>();
        processes.stream().filter(p -> !pids.contains(p.parent())).forEach(p -> add(p, byParent, rows, seen));
        // Reused pids may name each other as parents; nobody is lost.
        processes.forEach(p -> add(p, byParent, rows, seen));
        return rows;
    }

    /** Without recursion: a chain of processes may be deeper than our stack. */
    private static void add(
            ProcessRecord root,
            Map<Long, List<ProcessRecord>> byParent,
            List<TimelineRow> rows,
            Set<ProcessRecord> seen) {
        Deque<TimelineRow> open = new ArrayDeque<>(List.of(new TimelineRow(root, 0)));
        while (!open.isEmpty()) {
            TimelineRow row = open.pop();
            if (seen.add(row.process())) {
                rows.add(row);
                List<ProcessRecord> children =
                        new ArrayList<>(byParent.getOrDefault(row.process().pid(), List.of()));
                Collections.reverse(children);
                children.forEach(child -> open.push(new TimelineRow(child, row.depth() + 1)));
            }
        }
    }
}
