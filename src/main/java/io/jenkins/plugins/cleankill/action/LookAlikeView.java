package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A process that looks like the build's, though nothing proves it. Its name comes from outside. */
@ExportedBean(defaultVisibility = 3)
public final class LookAlikeView {

    private final LookAlike process;

    LookAlikeView(LookAlike process) {
        this.process = process;
    }

    @Exported
    public long getPid() {
        return process.pid();
    }

    @Exported
    public String getCommand() {
        return SafeText.name(process.command());
    }

    /** Seconds since its birth. */
    @Exported
    public double getAge() {
        return ViewText.seconds(process.age());
    }

    /** Why it looks like the build's. */
    @Exported
    public String getSign() {
        return SafeText.line(process.sign());
    }

    /** All of it, as the log says it. */
    public String getSentence() {
        return SafeText.line(LogLines.sentence(process));
    }
}
