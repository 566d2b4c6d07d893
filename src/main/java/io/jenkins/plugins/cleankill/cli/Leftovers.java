package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.termination.ProcessName;
import io.jenkins.plugins.cleankill.engine.termination.Survey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The processes that are alive when COMMAND has ended by itself. */
final class Leftovers {

    /** What ends together with COMMAND, such as the {@code tee} of a process substitution, is not left over. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final OperatingSystem system;
    private final Settings settings;
    private final Survey survey;

    Leftovers(OperatingSystem system, Scope scope, Settings settings) {
        this.system = system;
        this.settings = settings;
        this.survey =
                new Survey(system.processes(), scope, new KeepRules(scope.keepMarkers(), settings.keep(), Veto.NONE));
    }

    /** Those that are still alive after a moment of grace; the kept ones are not among them. */
    List<ProcessInfo> find() throws IOException {
        List<ProcessInfo> alive = survey.look().alive();
        Duration end = system.clock().elapsed().plus(GRACE);
        Duration left = GRACE;
        try (ExitWaiter waiter = system.newExitWaiter()) {
            while (!alive.isEmpty() && left.compareTo(Duration.ZERO) > 0) {
                waiter.await(alive.stream().map(ProcessInfo::identity).collect(Collectors.toSet()), left);
                alive = survey.look().alive();
                left = end.minus(system.clock().elapsed());
            }
        }
        return alive;
    }

    /** Names them in the log. */
    static void name(List<ProcessInfo> found, Consumer<String> log) {
        if (!found.isEmpty()) {
            String names = LogLines.names(found.stream().map(ProcessName::of).toList());
            log.accept("Left alive, as --leftovers report says: " + names);
        }
    }

    /** A report that names them, and tells of no signals. */
    TerminationReport report(List<ProcessInfo> found, String cause) {
        List<ProcessRecord> records = found.stream().map(Leftovers::record).toList();
        return new TerminationReport(
                cause, settings, new Outcome(system.clock().wallTime(), Duration.ZERO, List.of(), records, List.of()));
    }

    private static ProcessRecord record(ProcessInfo process) {
        return new ProcessRecord(
                process.pid(),
                process.parent(),
                process.command(),
                process.details()
                        .map(ProcessDetails::commandLine)
                        .orElse(CommandLine.UNKNOWN)
                        .arguments(),
                Membership.COOKIE,
                Duration.ZERO,
                List.of(),
                List.of(),
                Ending.LEFT,
                null,
                "leftovers are to be reported only");
    }
}
