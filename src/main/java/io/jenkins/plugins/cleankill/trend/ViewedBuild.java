package io.jenkins.plugins.cleankill.trend;

import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.trend.BuildSummary.Result;
import java.util.Date;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How the processes of one build ended, as page and remote API show it. */
@ExportedBean(defaultVisibility = 2)
public final class ViewedBuild {

    private final BuildSummary summary;

    ViewedBuild(BuildSummary summary) {
        this.summary = summary;
    }

    /** As the remote API and the style sheet name it. */
    static String word(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    @Exported
    public int getNumber() {
        return summary.build();
    }

    /** Its number as a link has it: without separators. */
    public String getLink() {
        return Integer.toString(summary.build());
    }

    /** The date and time of the build's end, ISO 8601, UTC. */
    @Exported
    public String getOver() {
        return summary.over().toString();
    }

    public Date getOverDate() {
        return Date.from(summary.over());
    }

    /** The seconds of all its terminations together. */
    @Exported
    public double getTook() {
        return summary.took().toMillis() / 1000.0;
    }

    public String getTookText() {
        return Seconds.tenths(summary.took());
    }

    @Exported
    public int getEnded() {
        return summary.ended();
    }

    @Exported
    public int getKilled() {
        return summary.killed();
    }

    @Exported
    public int getLeft() {
        return summary.left();
    }

    /** The worst of what became of its processes: {@code ended}, {@code killed}, {@code left}. */
    @Exported
    public String getResult() {
        return word(summary.result());
    }

    public String getResultText() {
        return switch (summary.result()) {
            case ENDED -> Messages.Result_ended();
            case KILLED -> Messages.Result_killed();
            case LEFT -> Messages.Result_left();
        };
    }

    /** The build in a sentence. */
    public String getText() {
        return Messages.Trend_build(getLink(), getTookText(), getEnded(), getKilled(), getLeft());
    }
}
