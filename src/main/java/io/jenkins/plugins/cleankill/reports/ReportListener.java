package io.jenkins.plugins.cleankill.reports;

import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import jenkins.util.Listeners;

/** Hears of each report that is kept. Its texts may hold secrets here: those in the file are masked. */
public interface ReportListener extends ExtensionPoint {

    void onReport(Run<?, ?> run, TerminationReport report);

    /** Tells all of them; the failure of one is a line in Jenkins' own log. */
    static void tellAll(Run<?, ?> run, TerminationReport report) {
        Listeners.notify(ReportListener.class, false, listener -> listener.onReport(run, report));
    }
}
