package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.Subreaper;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clean-kill run}: starts a command as a build would, and ends it cleanly when asked to. */
@Command(
        name = "run",
        description = {
            "Starts COMMAND as a build would, passes its output through, and ends it and all that it started on Ctrl-C,"
                    + " SIGTERM, SIGHUP or after --abort-after. Asked again, it kills at once what is left."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "*:COMMAND's own, 128+n if it died of signal n",
            "1:COMMAND's was 0, but --leftovers unstable or fail found processes left over",
            "124:an abort ended everything softly",
            "125:a usage error, or a failure of clean-kill itself",
            "126:COMMAND can't be executed",
            "127:there is no such COMMAND",
            "137:an abort had to kill something"
        })
final class RunVerb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settingsOptions;

    @Mixin
    private ReportFiles files;

    @Option(
            names = "--abort-after",
            paramLabel = "DURATION",
            description = "rehearse an abort: begin it after 500ms, 2s, 1m.")
    private String abortAfter;

    @Option(
            names = "--as",
            paramLabel = "STEP",
            description = {
                "rehearse what Jenkins does: pipeline starts COMMAND as a sh step does (SIGHUP, SIGINT and SIGQUIT"
                        + " ignored, no input), freestyle as a shell build step does (no input). Default: as it is called."
            })
    private String as;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "the command and its arguments, after --")
    private List<String> command;

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.toSettings();
        StartedAs style = StartedAs.parse(as);
        Duration patience = abortAfter == null ? null : DurationText.parse("abortAfter", abortAfter);
        CommandFile commandFile = new CommandFile(OwnText.variable("PATH").orElse(null));
        commandFile.require(command.get(0));
        files.require();
        AbortSwitch abort = new AbortSwitch();
        AbortSignals.connect(abort);
        OperatingSystem system = HostSystem.detect();
        Cookie cookie = Cookie.within(System.getenv());
        CommandStarter starter = new CommandStarter(commandFile, HandedVariables.read());
        Optional<Subreaper> subreaper = starter.givesOwnSession() ? system.becomeSubreaper() : Optional.empty();
        // The queue's thread is there before COMMAND, which may use up the resources that a thread needs
        LineQueue output = new LineQueue(log());
        CompletableFuture<Process> started = new CompletableFuture<>();
        CompletableFuture<Integer> end = Waiting.forTheEnd(started);
        subreaper.ifPresent(heir -> heir.collectAllBut(started.thenApply(Process::pid)));
        if (patience != null) {
            Waiting.toAbort(started, patience, abort, "Aborted after " + abortAfter.strip() + " (--abort-after)");
        }
        style.sentence().map(LogLines::line).ifPresent(log());
        Process process = starter.start(command, cookie, style);
        started.complete(process);
        Scope scope = Scope.ofCommand(cookie, subreaper.isPresent());
        return new Supervision(process, end, command.get(0), scope, system, settings, abort, files, output, log())
                .run();
    }

    /** One write per line, so that it does not mix with what the processes write. */
    private Consumer<String> log() {
        return line -> {
            spec.commandLine().getErr().print(line + "\n");
            spec.commandLine().getErr().flush();
        };
    }
}
