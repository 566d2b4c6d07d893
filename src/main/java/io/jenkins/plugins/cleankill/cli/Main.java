package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code clean-kill}. Errors are one line on stderr; {@code CLEAN_KILL_DEBUG=1} adds the stack trace. */
@Command(
        name = "clean-kill",
        description = "Ends what a command started: in the right order, with time to finish, with an account of it.",
        subcommands = {RunVerb.class, ExplainVerb.class, HoldersVerb.class},
        mixinStandardHelpOptions = true,
        version = "clean-kill, report schema 1",
        synopsisSubcommandLabel = "run|explain|holders")
public final class Main implements Runnable {

    /** The exit code is told even if our stderr has no reader. */
    private static final Duration FOR_THE_LAST_LINES = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        LineQueue errors = new LineQueue(Main::print);
        CommandLine commandLine = commandLine().setErr(new PrintWriter(new QueuedWriter(errors), true));
        commandLine.setOut(new PrintWriter(LocaleWriter.to(System.out), true));
        int exitCode = execute(commandLine, OwnText.arguments(arguments));
        commandLine.getErr().flush();
        errors.drain(FOR_THE_LAST_LINES);
        System.exit(exitCode);
    }

    private static int execute(CommandLine commandLine, String[] arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            // An OutOfMemoryError, "unable to create native thread", as a rule: COMMAND has used up what there was
            commandLine.getErr().println(SafeText.line("clean-kill: " + e));
            return ExitCodes.OWN_ERROR;
        }
    }

    /** One write for a piece, so that it does not mix with what processes write. */
    private static void print(String piece) {
        System.err.print(LocaleWriter.spelled(piece));
        System.err.flush();
    }

    /** The command, ready to be executed. Arguments are taken as they are: no {@code @files}, no quotes. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
        commandLine.getSubcommands().get("run").setStopAtPositional(true);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing; allowed: run, explain, holders");
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine line = misuse.getCommandLine();
        say(line, misuse.getMessage(), misuse);
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCodes.OWN_ERROR;
    }

    private static int failed(Exception failure, CommandLine line) {
        if (failure instanceof InvalidSettingException invalid) {
            say(line, asOption(invalid), failure);
            return ExitCodes.OWN_ERROR;
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        say(line, message, failure);
        return failure instanceof FailedException expected ? expected.exitCode() : ExitCodes.OWN_ERROR;
    }

    private static void say(CommandLine line, String message, Exception failure) {
        line.getErr().println(SafeText.line("clean-kill: " + message));
        if ("1".equals(System.getenv("CLEAN_KILL_DEBUG"))) {
            failure.printStackTrace(line.getErr());
        }
    }

    /** The engine names the field as Jenkins does, {@code softKillSeconds}; here it is {@code --soft-kill-seconds}. */
    private static String asOption(InvalidSettingException invalid) {
        String option = invalid.field().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return "--" + option + invalid.getMessage().substring(invalid.field().length());
    }
}
