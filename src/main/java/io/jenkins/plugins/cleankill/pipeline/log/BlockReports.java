package io.jenkins.plugins.cleankill.pipeline.log;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations.ReportKeeper;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.ReportStore;

/**
 * Keeps the reports of a block's terminations, its secrets masked.
 *
 * @param run the build
 * @param secrets the secrets of the block
 */
public record BlockReports(Run<?, ?> run, BoundSecrets secrets) {

    /** Keeps it, and returns it as it came. */
    public TerminationReport keep(TerminationReport report) {
        return ReportStore.add(run, secrets.texts(), report);
    }

    /** Adds to a kept one what the user's command did behind it. */
    public void addAfterKill(TerminationReport report, HookRecord command) {
        ReportStore.addAfterKill(run, report, command);
    }

    /** Keeps those that come after the build's end: it does not keep the build in memory until then. */
    public ReportKeeper keeper() {
        BoundSecrets masked = secrets;
        return (build, report) -> ReportStore.add(build, masked.texts(), report);
    }
}
