package io.jenkins.plugins.cleankill.trend;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.cleankill.action.BuildOutcome;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.ReportListener;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a job's trend: a build's reports are read once, when it is over, and again if a report comes later, as that of a
 * termination on an agent that was lost. After old reports have been removed, hence the ordinal.
 */
@Extension(ordinal = -100)
public final class TrendKeeper extends RunListener<Run<?, ?>> implements ReportListener {

    private static final Logger LOGGER = Logger.getLogger(TrendKeeper.class.getName());

    @Override
    public void onFinalized(Run<?, ?> run) {
        keep(run);
    }

    @Override
    public void onReport(Run<?, ?> run, TerminationReport report) {
        if (!run.isBuilding()) {
            keep(run);
        }
    }

    private static void keep(Run<?, ?> run) {
        try {
            TrendFile file = TrendFile.of(run.getParent());
            Optional<BuildSummary> summary = ReportStore.of(run).exists()
                    ? BuildSummary.of(run.getNumber(), over(run), BuildOutcome.of(run))
                    : Optional.empty();
            if (summary.isPresent()) {
                file.put(summary.orElseThrow());
            } else {
                file.refresh();
            }
        } catch (NoSuchFileException ignored) {
            // The job has just been deleted.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The trend of {0} can''t be kept: {1}", new Object[] {run.getParent(), e});
        }
    }

    private static Instant over(Run<?, ?> run) {
        return Instant.ofEpochMilli(run.getStartTimeInMillis() + run.getDuration());
    }

    /** The build's folder is still there. */
    @Override
    public void onDeleted(Run<?, ?> run) {
        try {
            TrendFile.of(run.getParent()).drop(run.getNumber());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The trend of {0} can''t be kept: {1}", new Object[] {run.getParent(), e});
        }
    }
}
