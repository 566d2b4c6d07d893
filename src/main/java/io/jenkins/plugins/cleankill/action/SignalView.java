package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A signal that a process was sent, as page and remote API show it. */
@ExportedBean(defaultVisibility = 4)
public final class SignalView {

    private final SignalRecord record;

    SignalView(SignalRecord record) {
        this.record = record;
    }

    /** {@code SIGTERM} */
    @Exported
    public String getSignal() {
        return record.signal().fullName();
    }

    /** When, in seconds since the start. */
    @Exported
    public double getAt() {
        return ViewText.seconds(record.at());
    }

    /** {@code sent}, {@code no-such-process}, {@code not-permitted}, {@code unsupported} or {@code failed}. */
    @Exported
    public String getResult() {
        return ViewText.word(record.result());
    }

    /** {@code SIGTERM at 0.0 s}, and what the system said if it did not take it. */
    public String getText() {
        String when = Seconds.tenths(record.at());
        return switch (record.result()) {
            case SENT -> Messages.Signal_sent(getSignal(), when);
            case NO_SUCH_PROCESS -> Messages.Signal_gone(getSignal(), when);
            case NOT_PERMITTED -> Messages.Signal_notPermitted(getSignal(), when);
            default -> Messages.Signal_failed(getSignal(), when);
        };
    }
}
