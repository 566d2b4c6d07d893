package io.jenkins.plugins.cleankill.docker;

import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the log tells of containers, in texts of one line each. */
final class ContainerLines {

    /** A build may start very many: the log names some, the report all. */
    private static final int MOST = 20;

    private static final long KILLED = 137;

    private ContainerLines() {}

    /** The containers that nothing ends, each with its sign, and how to end them. */
    static List<String> left(List<FoundContainer> found) {
        List<String> lines = new ArrayList<>();
        found.stream()
                .limit(MOST)
                .map(each -> "Still running at the end: " + each.container().shown() + ": " + each.sign()
                        + (each.isKept() ? ". It is kept: it " + each.kept() : ""))
                .forEach(lines::add);
        addRest(lines, found.size(), "still running");
        List<FoundContainer> mayEnd =
                found.stream().filter(each -> !each.isKept()).toList();
        if (!mayEnd.isEmpty()) {
            lines.add("To end " + (mayEnd.size() == 1 ? "it" : "them") + ": docker stop " + ids(mayEnd)
                    + "; or containers: 'stop', which does it at the end of each build");
        }
        return lines;
    }

    private static String ids(List<FoundContainer> found) {
        return found.stream()
                        .limit(MOST)
                        .map(each -> each.container().shortId())
                        .collect(Collectors.joining(" "))
                + (found.size() > MOST ? " ..." : "");
    }

    /** What is about to be stopped. */
    static List<String> stopping(List<FoundContainer> found, Duration window) {
        List<String> lines = new ArrayList<>();
        found.stream()
                .limit(MOST)
                .map(each -> "Still running at the end: docker stop to "
                        + each.container().shown() + ": " + each.sign())
                .forEach(lines::add);
        addRest(lines, found.size(), "stopped");
        lines.add("waiting up to " + window.toSeconds() + " s for " + count(found.size()) + " (abort to kill "
                + (found.size() == 1 ? "it" : "them") + " now)");
        return lines;
    }

    /** What became of them. */
    static List<String> stopped(List<ContainerRecord> records, Duration took) {
        List<String> lines = new ArrayList<>();
        records.stream().limit(MOST).map(ContainerLines::ending).forEach(lines::add);
        addRest(lines, records.size(), "in the report");
        lines.add(count(records.size()) + " after " + Seconds.tenths(took) + ": " + sum(records));
        return lines;
    }

    private static String sum(List<ContainerRecord> records) {
        long ended = records.stream()
                .filter(each -> each.ending() == ContainerEnding.STOPPED)
                .count();
        long unknown = records.stream()
                .filter(each -> each.ending() == ContainerEnding.UNKNOWN)
                .count();
        return ended + " ended, " + (records.size() - ended - unknown) + " left"
                + (unknown > 0 ? ", " + unknown + " not known" : "");
    }

    private static String ending(ContainerRecord record) {
        String name = "container " + record.name() + " ";
        return switch (record.ending()) {
            case STOPPED -> name + (record.exitCode() == null ? "has ended" : "has ended" + exit(record.exitCode()));
            case KEPT, LEFT -> name + "is still running after docker stop";
            case UNKNOWN -> name + "may still be running: docker has not told";
        };
    }

    /** 128 and the number of the signal, as a rule; a program may exit with it by itself. */
    private static String exit(long code) {
        return " with exit code " + code + (code == KILLED ? ", as after SIGKILL" : "");
    }

    private static void addRest(List<String> lines, int all, String what) {
        if (all > MOST) {
            lines.add("and " + (all - MOST) + " more containers " + what);
        }
    }

    private static String count(int containers) {
        return containers == 1 ? "1 container" : containers + " containers";
    }
}
