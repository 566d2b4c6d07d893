package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.util.function.Consumer;

/** Prints whole thread dumps, where no report keeps them. */
record WholeDumps(Consumer<String> log, ProgressListener lines) implements ProgressListener {

    @Override
    public void on(TerminationEvent event) {
        if (event instanceof TerminationEvent.ThreadsDumped dumped) {
            log.accept(LogLines.line("Thread dump of " + dumped.dump().name() + ":"));
            dumped.dump().text().lines().forEach(line -> log.accept(LogLines.line(line.replace("\t", "  "))));
            return;
        }
        lines.on(event);
    }
}
