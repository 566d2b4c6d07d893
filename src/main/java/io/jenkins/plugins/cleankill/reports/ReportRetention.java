package io.jenkins.plugins.cleankill.reports;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Removes old reports of a job each time that one of its builds ends, if the administrator wants them removed at all. */
@Extension
public final class ReportRetention extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(ReportRetention.class.getName());
    private static final Clock CLOCK = new SystemClock();

    @Override
    public void onFinalized(Run<?, ?> run) {
        CleanKillConfiguration wanted = CleanKillConfiguration.get();
        Integer builds = wanted.getKeepReports();
        Integer days = wanted.getKeepReportsDays();
        if (builds != null || days != null) {
            Instant since = days == null ? Instant.MIN : CLOCK.wallTime().minus(Duration.ofDays(days));
            prune(run.getParent(), builds == null ? Integer.MAX_VALUE : builds, since);
        }
    }

    private static void prune(Job<?, ?> job, int builds, Instant since) {
        try {
            new JobReports(job.getBuildDir().toPath()).prune(builds, since);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Old reports of {0} can''t be removed: {1}", new Object[] {job, e});
        }
    }
}
