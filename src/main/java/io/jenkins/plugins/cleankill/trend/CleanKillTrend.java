package io.jenkins.plugins.cleankill.trend;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.trend.BuildSummary.Result;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The trend on a job's page, and on a page of its own. One file is read for it, and no build is loaded. */
@ExportedBean
public final class CleanKillTrend implements Action {

    /** As many as a box beside the job's builds has room for. */
    private static final int BOX_BUILDS = 30;

    private static final int BOX_WIDTH = 400;
    private static final int BOX_HEIGHT = 170;
    private static final int PAGE_WIDTH = 960;
    private static final int PAGE_HEIGHT = 280;
    private static final int MOST_COMMANDS = 10;

    private final Job<?, ?> job;
    private final TrendFile file;

    @CheckForNull
    private Trend read;

    CleanKillTrend(Job<?, ?> job, TrendFile file) {
        this.job = job;
        this.file = file;
    }

    /** Many ask a job for its actions, and few for a trend. */
    private Trend trend() {
        Trend trend = read == null ? new Trend(file.read()) : read;
        read = trend;
        return trend;
    }

    private Trend latest() {
        return trend().latest(BOX_BUILDS);
    }

    @Override
    public String getIconFileName() {
        return "symbol-power";
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanKillTrend_displayName();
    }

    @Override
    public String getUrlName() {
        return "clean-kill";
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** The latest builds that had processes to end and whose reports are kept, the latest first. */
    @Exported
    public List<ViewedBuild> getBuilds() {
        return trend().builds().stream().map(ViewedBuild::new).toList();
    }

    /** The commands that were killed most. */
    @Exported
    public List<KilledCommand> getKilledMost() {
        return trend().killedMost(MOST_COMMANDS).stream()
                .map(KilledCommand::new)
                .toList();
    }

    /** The trend in a sentence. */
    public String getHeadline() {
        return headline(trend());
    }

    /** The latest builds' in a sentence. */
    public String getBoxHeadline() {
        return headline(latest());
    }

    private static String headline(Trend trend) {
        return Messages.Trend_headline(
                trend.builds().size(),
                trend.count(Result.ENDED),
                trend.count(Result.KILLED),
                trend.count(Result.LEFT),
                Seconds.tenths(trend.median()),
                Seconds.tenths(trend.longest()));
    }

    public TrendPicture getBoxPicture() {
        return new TrendPicture(latest(), BOX_WIDTH, BOX_HEIGHT);
    }

    public TrendPicture getPagePicture() {
        return new TrendPicture(trend(), PAGE_WIDTH, PAGE_HEIGHT);
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(this);
    }

    /** Gives it to every job that has a trend. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        /** A request for another kind of action looks at no file. */
        @Override
        public Class<? extends Action> actionType() {
            return CleanKillTrend.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            TrendFile file = TrendFile.of(job);
            return file.exists() ? List.of(new CleanKillTrend(job, file)) : List.of();
        }
    }
}
