package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Watches over a COMMAND that runs: waits for its end or for an abort, ends what is to be ended, finds the exit code. */
final class Supervision {

    private final Process process;
    private final String command;
    private final Scope scope;
    private final Settings settings;
    private final AbortSwitch abort;
    private final ReportFiles files;
    private final CompletableFuture<Integer> end;
    private final Consumer<String> log;
    private final OperatingSystem system;
    private final LineQueue output;

    Supervision(
            Process process,
            CompletableFuture<Integer> end,
            String command,
            Scope scope,
            OperatingSystem system,
            Settings settings,
            AbortSwitch abort,
            ReportFiles files,
            LineQueue output,
            Consumer<String> log) {
        this.process = process;
        this.command = command;
        this.scope = scope;
        this.system = system;
        this.settings = settings;
        this.abort = abort;
        this.end = end;
        this.files = files;
        this.output = output;
        this.log = log;
    }

    /** Watches until all is over; returns the exit code. Waiting costs nothing: it is neither polling nor reading. */
    int run() throws IOException {
        CompletableFuture.anyOf(end, abort.requested()).join();
        return abort.requested().isDone() ? abort(abort.requested().join()) : ended(process.exitValue());
    }

    private int abort(String cause) throws IOException {
        try {
            Outcome outcome = terminate(scope.withRoots(root()), cause);
            return outcome.count(Ending.KILLED) + outcome.count(Ending.LEFT) == 0
                    ? ExitCodes.ABORTED
                    : ExitCodes.KILLED;
        } catch (IOException | RuntimeException | Error e) {
            // Errors, too: an OutOfMemoryError tells that no thread can be started, which is no reason to let COMMAND
            // live
            new LastResort(system, process, settings.ladder().total()).end();
            throw e;
        }
    }

    /** COMMAND itself, which may have no readable environment (sudo). Its pid is its own while it is not collected. */
    private Set<ProcessIdentity> root() throws IOException {
        Set<ProcessIdentity> found = system.processes().read(identity -> false).byPid(process.pid()).stream()
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
        return process.isAlive() ? found : Set.of();
    }

    /** COMMAND's own exit code counts more than a failure to treat its leftovers. */
    private int ended(int exitCode) {
        try {
            return sweep() && exitCode == 0 ? ExitCodes.LEFTOVERS : exitCode;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            say("Leftovers could not be ended: " + e.getMessage());
            return exitCode;
        }
    }

    /** Does to the leftovers what the policy says, and tells whether it makes a failure of a success. */
    private boolean sweep() throws IOException {
        Members left = new Leftovers(system, scope, settings.keep()).find();
        new HeldStreams(system.processes(), command).name(left, log);
        boolean ends = !left.isEmpty() && settings.leftovers().kills();
        if (ends) {
            terminate(scope, "Left over by " + command);
        } else {
            String cause = command + " has ended by itself";
            write(cause, prepare(scope, cause).survey());
        }
        return ends && settings.leftovers() != LeftoverPolicy.KILL;
    }

    private Outcome terminate(Scope members, String cause) throws IOException {
        CleanKill termination = prepare(members, cause);
        abort.hurries(termination);
        return write(cause, termination.terminate());
    }

    private CleanKill prepare(Scope members, String cause) {
        ProgressListener lines = new LogLines(
                cause, abort.requested().isDone(), settings.ladder().in(system.signals()::named), log);
        ProgressListener withDumps = files.keepDumps() ? lines : new WholeDumps(log, lines);
        return new CleanKill(
                system, new TerminationRequest(members, settings, Veto.NONE, new TakenOverOutput(output, withDumps)));
    }

    private Outcome write(String cause, Outcome outcome) {
        files.write(new TerminationReport(cause, settings, outcome), output, this::say);
        return outcome;
    }

    private void say(String text) {
        log.accept(LogLines.line(text));
    }
}
