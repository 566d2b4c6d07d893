package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the processes of a report in the order of a tree, and those into one row that a loop has started. */
public final class ReportRows {

    /** Fewer of a kind have a row each. */
    private static final int MANY = 4;

    /** A loop's command may be a shell with a command of its own; a bigger tree is told process by process. */
    private static final int DEEPEST = 3;

    private static final int WIDEST = 8;

    private final List<ProcessRecord> processes;
    private final Map<Long, List<ProcessRecord>> byParent;
    private final List<ReportRow> rows = new ArrayList<>();
    private final Set<ProcessRecord> seen = new HashSet<>();
    private final Deque<ReportRow> open = new ArrayDeque<>();

    private ReportRows(List<ProcessRecord> processes) {
        this.processes = processes;
        this.byParent = processes.stream().collect(Collectors.groupingBy(ProcessRecord::parent));
    }

    /** The rows of all processes, each after its parent, siblings by pid, alike ones in one row. */
    public static List<ReportRow> of(List<ProcessRecord> processes) {
        return new ReportRows(processes).rows();
    }

    /** Each process stands once, whatever the parents say. */
    private List<ReportRow> rows() {
        Set<Long> pids = processes.stream().map(ProcessRecord::pid).collect(Collectors.toSet());
        Map<Long, List<ProcessRecord>> orphans = processes.stream()
                .filter(process -> !pids.contains(process.parent()))
                .collect(Collectors.groupingBy(ProcessRecord::parent, LinkedHashMap::new, Collectors.toList()));
        orphans.values().forEach(siblings -> add(siblings, 0));
        drain();
        // Reused pids may name each other as parents; no process is lost.
        processes.forEach(process -> {
            add(List.of(process), 0);
            drain();
        });
        return rows;
    }

    /** Without recursion: a chain of processes may be deeper than our stack. */
    private void drain() {
        List<ReportRow> roots = new ArrayList<>(open);
        open.clear();
        for (ReportRow root : roots) {
            open.push(root);
            while (!open.isEmpty()) {
                take(open.pop());
            }
        }
    }

    private void take(ReportRow row) {
        if (!seen.add(row.first())) {
            return;
        }
        rows.add(row);
        if (row.isMany()) {
            row.alike().forEach(this::markSeen);
        } else {
            Deque<ReportRow> siblings = new ArrayDeque<>(groups(children(row.first()), row.depth() + 1));
            siblings.descendingIterator().forEachRemaining(open::push);
        }
    }

    private void add(List<ProcessRecord> siblings, int depth) {
        groups(siblings, depth).forEach(open::addLast);
    }

    /** Not deep: only what has a shape is told in one. */
    private void markSeen(ProcessRecord process) {
        seen.add(process);
        children(process).forEach(this::markSeen);
    }

    private List<ProcessRecord> children(ProcessRecord process) {
        return byParent.getOrDefault(process.pid(), List.of());
    }

    /** The siblings as rows, at the place of the first one of each. */
    private List<ReportRow> groups(List<ProcessRecord> siblings, int depth) {
        Map<String, List<ProcessRecord>> byShape = new LinkedHashMap<>();
        for (ProcessRecord sibling : siblings) {
            String shape = siblings.size() < MANY ? null : shape(sibling, DEEPEST);
            // A pid is no shape: a process without one is alone.
            byShape.computeIfAbsent(shape == null ? "" + sibling.pid() : shape, key -> new ArrayList<>())
                    .add(sibling);
        }
        return byShape.values().stream()
                .flatMap(alike -> alike.size() < MANY ? alike.stream().map(List::of) : List.of(alike).stream())
                .map(alike -> new ReportRow(alike, alike.size() * size(alike), depth))
                .toList();
    }

    private int size(List<ProcessRecord> alike) {
        return alike.size() == 1 ? 1 : size(alike.get(0));
    }

    private int size(ProcessRecord process) {
        return 1 + children(process).stream().mapToInt(this::size).sum();
    }

    /** The shape that it and its descendants may share with others; null if they are too many, or it was frozen. */
    private String shape(ProcessRecord process, int depth) {
        List<ProcessRecord> children = children(process);
        if (!process.frozen().isEmpty() || children.size() > WIDEST || depth == 0) {
            return null;
        }
        List<String> below = new ArrayList<>();
        for (ProcessRecord child : children) {
            below.add(shape(child, depth - 1));
        }
        return below.contains(null) ? null : own(process) + below;
    }

    private static String own(ProcessRecord process) {
        return String.join(
                "\n",
                process.command(),
                process.ending().name(),
                String.valueOf(process.why()),
                process.membership().name(),
                process.holds().text());
    }
}
