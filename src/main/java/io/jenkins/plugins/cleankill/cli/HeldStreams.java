package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.HolderLines;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Names the leftovers that hold our stdout or stderr, which COMMAND has inherited: a reader of such a pipe, as in
 * {@code clean-kill run … | cat}, waits for them.
 */
record HeldStreams(ProcessTableReader reader, String command) {

    private static final int LINES = 5;
    private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

    /** A line for each holder; of very many, the first few and their number. */
    void name(Members leftovers, Consumer<String> log) {
        List<ProcessInfo> left = Stream.concat(
                        leftovers.alive().stream(),
                        leftovers.kept().keySet().stream().flatMap(kept -> leftovers.table().find(kept).stream()))
                .toList();
        List<String> lines = new ArrayList<>();
        for (PipeEnd own : left.isEmpty() ? List.<PipeEnd>of() : ownStreams(leftovers)) {
            left.forEach(process -> {
                List<Integer> descriptors = descriptors(process, own);
                if (!descriptors.isEmpty()) {
                    lines.add(line(leftovers, process, STREAMS.get(own.descriptor()), descriptors));
                }
            });
        }
        lines.stream().limit(LINES).forEach(log);
        if (lines.size() > LINES) {
            log.accept(LogLines.line((lines.size() - LINES) + " more of its processes hold what it wrote to"));
        }
    }

    /** Once, if stdout and stderr are the same pipe. */
    private List<PipeEnd> ownStreams(Members leftovers) {
        List<PipeEnd> streams = leftovers
                .table()
                .byPid(reader.ownPid())
                .flatMap(own -> reader.details(own.identity()))
                .map(ProcessDetails::pipes)
                .orElse(List.of())
                .stream()
                .filter(end -> end.writes() && (end.descriptor() == 1 || end.descriptor() == 2))
                .toList();
        boolean same = streams.size() == 2
                && streams.get(0).pipe().equals(streams.get(1).pipe());
        return same ? streams.subList(0, 1) : streams;
    }

    private static List<Integer> descriptors(ProcessInfo process, PipeEnd own) {
        return process.details().map(ProcessDetails::pipes).orElse(List.of()).stream()
                .filter(end -> end.writes() && end.pipe().equals(own.pipe()))
                .map(PipeEnd::descriptor)
                .sorted()
                .toList();
    }

    private String line(Members leftovers, ProcessInfo process, String stream, List<Integer> descriptors) {
        Duration age = leftovers.table().age(process);
        return LogLines.line(SafeText.name(process) + ", " + HolderLines.age(age) + " old, still holds the " + stream
                + " of " + command
                + ", which has ended: a reader sees no end-of-file before it lets go. To let go of it: "
                + HolderLines.detached(descriptors));
    }
}
