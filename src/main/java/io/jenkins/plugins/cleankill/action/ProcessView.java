package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A process of a report, as page and remote API show it. Control characters in its texts are shown as escapes. */
@ExportedBean(defaultVisibility = 3)
public final class ProcessView {

    private final ProcessRecord record;

    ProcessView(ProcessRecord record) {
        this.record = record;
    }

    @Exported
    public long getPid() {
        return record.pid();
    }

    /** Its parent's pid when it was first seen. */
    @Exported
    public long getParent() {
        return record.parent();
    }

    /** Its program's file name, bounded. */
    @Exported
    public String getCommand() {
        return SafeText.name(record.command());
    }

    /** Its command line, as far as it is kept; empty unless the administrator wants it shown. */
    @Exported
    public List<String> getArguments() {
        return CleanKillConfiguration.get().isArgumentsInReports()
                ? record.arguments().stream().map(SafeText::line).toList()
                : List.of();
    }

    /** Why it is a member: {@code root}, {@code cookie}, {@code control-group} or {@code descendant}. */
    @Exported
    public String getMembership() {
        return ViewText.word(record.membership());
    }

    /** The same for a person. */
    public String getMembershipText() {
        return switch (record.membership()) {
            case ROOT -> Messages.Membership_root();
            case COOKIE -> Messages.Membership_cookie();
            case CONTROL_GROUP -> Messages.Membership_controlGroup();
            case DESCENDANT -> Messages.Membership_descendant();
        };
    }

    /** In the order in which it was sent them. */
    @Exported
    public List<SignalView> getSignals() {
        return record.signals().stream().map(SignalView::new).toList();
    }

    /** {@code ended}, {@code killed}, {@code kept} or {@code left}. */
    @Exported
    public String getEnding() {
        return ViewText.word(record.ending());
    }

    /** When it was seen to have ended, in seconds since the start; null if it has not. */
    @Exported
    @CheckForNull
    public Double getEndedAt() {
        return record.endedAt() == null ? null : ViewText.seconds(record.endedAt());
    }

    /** How it ended, for a person: {@code killed after 15.0 s}. */
    public String getEndingText() {
        String when = record.endedAt() == null ? "?" : Seconds.tenths(record.endedAt());
        return switch (record.ending()) {
            case ENDED -> Messages.Ending_ended(when);
            case KILLED -> Messages.Ending_killed(when);
            case KEPT -> Messages.Ending_kept();
            case LEFT -> Messages.Ending_left();
        };
    }

    /** Why it was killed, kept or left, or ended late; null if there is nothing to explain. */
    @Exported
    @CheckForNull
    public String getWhy() {
        return record.why() == null ? null : SafeText.line(record.why());
    }

    /** What it held when it was named as a leftover, for a person; null if nothing is known of that. */
    @Exported
    @CheckForNull
    public String getHolds() {
        return record.holds().isEmpty() ? null : record.holds().text();
    }
}
