package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A process that told what its threads did; what it told is a file of its own. */
@ExportedBean(defaultVisibility = 2)
public final class ThreadDumpView {

    private final long pid;
    private final String command;

    ThreadDumpView(long pid, String command) {
        this.pid = pid;
        this.command = command;
    }

    @Exported
    public long getPid() {
        return pid;
    }

    @Exported
    public String getCommand() {
        return SafeText.name(command);
    }

    /** As the log names the process. */
    public String getName() {
        return getCommand() + " (" + pid + ")";
    }

    /** The file, from the termination's page. */
    @Exported
    public String getFile() {
        return "threads.txt?pid=" + pid;
    }
}
