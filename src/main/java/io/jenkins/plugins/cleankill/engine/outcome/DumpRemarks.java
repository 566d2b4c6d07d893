package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.List;

/** What a log says of processes that were asked, by a signal, to print what they do. */
public final class DumpRemarks {

    private DumpRemarks() {}

    /** They catch that signal, and got it. */
    public static String asked(Signal signal, List<ProcessName> processes) {
        return "Asked to print what hangs, by a signal that is caught: " + signal.fullName() + " to "
                + ProcessName.firstOf(processes);
    }

    /**
     * Java virtual machines got SIGQUIT.
     *
     * @param why their dumps can't come to us
     */
    public static String askedByQuit(List<ProcessName> processes, String why) {
        return "Asked for a thread dump by SIGQUIT, which goes to its own output: " + ProcessName.firstOf(processes)
                + ", as " + why;
    }
}
