package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The settings of a termination as options. */
final class SettingsOptions {

    @Option(
            names = "--ladder",
            paramLabel = "LADDER",
            description = {
                "signals with their windows: 'INT 30s, TERM 20s'. SIGKILL always follows the last one."
                        + " Default: TERM 15s."
            })
    private String ladder;

    @Option(
            names = "--soft-kill-seconds",
            paramLabel = "SECONDS",
            description = "SIGTERM, that many seconds, SIGKILL: short for a ladder of one rung.")
    private String softKillSeconds;

    @Option(
            names = "--delivery",
            paramLabel = "DELIVERY",
            description = "who gets a signal: structured (default), all, main.")
    private String delivery;

    @Option(
            names = "--leftovers",
            paramLabel = "POLICY",
            description = {
                "what to do with processes that are alive when COMMAND has ended by itself: kill (default), report,"
                        + " unstable, fail. The last two kill them, and turn exit code 0 into 1."
            })
    private String leftovers;

    @Option(
            names = "--keep",
            paramLabel = "GLOB",
            description = "processes to leave alive, by program name or whole command line; may be given again.")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = "--dump-threads",
            description =
                    "ask JVMs for a thread dump before the first signal: in files beside --report, or in the log.")
    private boolean dumpThreads;

    @Option(
            names = "--dump-signals",
            paramLabel = "SIGNALS",
            description = {
                "signals by which programs print what hangs: TTIN, USR1, USR2. Each process that catches one, and is no"
                        + " JVM, gets it before the first signal."
            })
    private String dumpSignals;

    /**
     * The settings.
     *
     * @throws InvalidSettingException naming field, value and what is allowed
     */
    Settings toSettings() {
        return new Settings(
                ladder(),
                delivery == null ? Delivery.STRUCTURED : Delivery.parse(delivery),
                leftovers == null ? LeftoverPolicy.KILL : LeftoverPolicy.parse(leftovers),
                new KeepPatterns(keep),
                dumpThreads,
                dumpSignals == null ? DumpSignals.NONE : DumpSignals.parse(dumpSignals),
                new Sources(
                        source(ladder != null || softKillSeconds != null),
                        source(delivery != null),
                        source(leftovers != null),
                        source(!keep.isEmpty()),
                        source(dumpThreads),
                        source(dumpSignals != null)));
    }

    private static Source source(boolean isGiven) {
        return isGiven ? Source.OPTION : Source.DEFAULT;
    }

    private Ladder ladder() {
        if (ladder != null && softKillSeconds != null) {
            throw new InvalidSettingException("softKillSeconds", softKillSeconds, "either it or --ladder, not both");
        }
        if (softKillSeconds != null) {
            return Ladder.ofSoftKillSeconds(seconds());
        }
        return ladder == null ? Ladder.DEFAULT : Ladder.parse(ladder);
    }

    private int seconds() {
        try {
            return Integer.parseInt(softKillSeconds);
        } catch (NumberFormatException ignored) {
            // The error is plain from the value itself.
            throw new InvalidSettingException("softKillSeconds", softKillSeconds, "whole seconds, 1 or more");
        }
    }
}
