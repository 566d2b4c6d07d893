package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The outcome of a command of the user's, before the first signal or after the last process. */
@ExportedBean(defaultVisibility = 3)
public final class HookView {

    private final HookRecord hook;
    private final boolean afterKill;

    /** @param afterKill whether it ran after the last process */
    HookView(HookRecord hook, boolean afterKill) {
        this.hook = hook;
        this.afterKill = afterKill;
    }

    /** Seconds that it might take. */
    @Exported
    public double getLimit() {
        return ViewText.seconds(hook.limit());
    }

    /** The same for a person. */
    public String getLimitText() {
        return Seconds.tenths(hook.limit());
    }

    /** Where it was set, in the words of the report's file: {@code step}, {@code global}. */
    @Exported
    public String getFrom() {
        return hook.from().toString();
    }

    /** The same for a person. */
    public String getFromText() {
        return ViewText.source(hook.from());
    }

    /** How it ended, in the words of the report's file: {@code ended}, {@code timed-out}. */
    @Exported
    public String getEnding() {
        return ViewText.word(hook.ending());
    }

    /** Null if it did not end by itself. */
    @Exported
    @CheckForNull
    public Long getExitCode() {
        return hook.exitCode();
    }

    /** Seconds that it was waited for. */
    @Exported
    public double getTook() {
        return ViewText.seconds(hook.took());
    }

    /** The whole outcome, in a sentence. */
    public String getSentence() {
        String took = Seconds.tenths(hook.took());
        return afterKill ? afterwards(took) : before(took);
    }

    private String before(String took) {
        return switch (hook.ending()) {
            case ENDED -> Messages.OnAbort_ended(took, hook.exitCode());
            case TIMED_OUT -> Messages.OnAbort_timedOut(took);
            case CUT_SHORT -> Messages.OnAbort_cutShort(took);
            case FAILED -> Messages.OnAbort_failed(took);
            case NOT_RUN -> Messages.OnAbort_notRun();
        };
    }

    private String afterwards(String took) {
        return switch (hook.ending()) {
            case ENDED -> Messages.AfterKill_ended(took, hook.exitCode());
            case TIMED_OUT -> Messages.AfterKill_timedOut(took);
            case CUT_SHORT -> Messages.AfterKill_cutShort(took);
            case FAILED -> Messages.AfterKill_failed(took);
            case NOT_RUN -> Messages.AfterKill_notRun();
        };
    }
}
