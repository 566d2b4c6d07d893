package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts output that was read in place of processes into the log, line by line, as it was written. Lines of different
 * readers do not mix.
 */
final class TakenOverLines {

    /** A line without an end is cut. */
    private static final int LONGEST_LINE = 1 << 16;

    private final Consumer<String> log;
    private final Map<Long, ByteArrayOutputStream> unfinished = new LinkedHashMap<>();

    TakenOverLines(Consumer<String> log) {
        this.log = log;
    }

    void add(TerminationEvent.TakenOver event) {
        ByteArrayOutputStream line =
                unfinished.computeIfAbsent(event.reader().pid(), pid -> new ByteArrayOutputStream());
        for (byte each : event.output()) {
            if (each == '\n' || line.size() >= LONGEST_LINE) {
                print(line);
            }
            if (each != '\n') {
                line.write(each);
            }
        }
    }

    /** No more comes: the last line of each need not have an end. */
    void close() {
        unfinished.values().stream().filter(line -> line.size() > 0).forEach(this::print);
        unfinished.clear();
    }

    private void print(ByteArrayOutputStream line) {
        log.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
