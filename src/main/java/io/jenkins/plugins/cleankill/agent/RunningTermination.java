package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A termination in this JVM. It outlives the connection that ordered it; the next one takes it over. */
final class RunningTermination {

    private final CleanKill work;
    private final LineWriter log;
    private final CompletableFuture<TerminationReport> report = new CompletableFuture<>();

    RunningTermination(CleanKill work, LineWriter log) {
        this.work = work;
        this.log = log;
    }

    CleanKill work() {
        return work;
    }

    void killNow() {
        work.killNow();
    }

    /** It has ended: with the report, or without one. */
    void ended(TerminationReport told) {
        if (told == null) {
            report.completeExceptionally(new IOException("the termination failed on the agent"));
        } else {
            report.complete(told);
        }
    }

    /** Waits for its end; what it has to say until then goes to that log. */
    TerminationReport adopt(OutputStream newLog) throws IOException {
        log.redirect(newLog);
        try {
            return report.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a termination ran", e);
        }
    }
}
