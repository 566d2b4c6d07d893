package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The outcome of the user's command that ran before the first signal. */
@ExportedBean(defaultVisibility = 3)
public final class OnAbortView {

    private final OnAbortRecord onAbort;

    OnAbortView(OnAbortRecord onAbort) {
        this.onAbort = onAbort;
    }

    /** Seconds that it might take. */
    @Exported
    public double getLimit() {
        return ViewText.seconds(onAbort.limit());
    }

    /** The same for a person. */
    public String getLimitText() {
        return Seconds.tenths(onAbort.limit());
    }

    /** Where it was set, in the words of the report's file: {@code step}, {@code global}. */
    @Exported
    public String getFrom() {
        return onAbort.from().toString();
    }

    /** The same for a person. */
    public String getFromText() {
        return ViewText.source(onAbort.from());
    }

    /** How it ended, in the words of the report's file: {@code ended}, {@code timed-out}. */
    @Exported
    public String getEnding() {
        return ViewText.word(onAbort.ending());
    }

    /** Null if it did not end by itself. */
    @Exported
    @CheckForNull
    public Long getExitCode() {
        return onAbort.exitCode();
    }

    /** Seconds that it was waited for. */
    @Exported
    public double getTook() {
        return ViewText.seconds(onAbort.took());
    }

    /** The whole outcome, in a sentence. */
    public String getSentence() {
        String took = Seconds.tenths(onAbort.took());
        return switch (onAbort.ending()) {
            case ENDED -> Messages.OnAbort_ended(took, onAbort.exitCode());
            case TIMED_OUT -> Messages.OnAbort_timedOut(took);
            case CUT_SHORT -> Messages.OnAbort_cutShort(took);
            case FAILED -> Messages.OnAbort_failed(took);
            case NOT_RUN -> Messages.OnAbort_notRun();
        };
    }
}
