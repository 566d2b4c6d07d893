package io.jenkins.plugins.cleankill.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.script.ScriptCommand;
import io.jenkins.plugins.cleankill.engine.script.ScriptReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A termination in the container that a launcher leads to: begun in the background, to be waited for or hurried. Its
 * cost is one command in the container, one more to ask for the members before it, and one more if it is hurried.
 */
public final class ContainerTermination {

    private static final Logger LOGGER = Logger.getLogger(ContainerTermination.class.getName());

    /** The last lines may come after the news that the command is over. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Launcher launcher;
    private final FilePath directory;
    private final PrintStream log;
    private final CompletableFuture<Supplier<List<String>>> hurry = new CompletableFuture<>();

    /**
     * @param launcher starts commands in the container
     * @param directory where the build's last one was started, null if that is not known
     * @param log takes our lines
     */
    public ContainerTermination(Launcher launcher, @CheckForNull FilePath directory, PrintStream log) {
        this.launcher = launcher;
        this.directory = directory;
        this.log = log;
    }

    /** Begins it; completes with the report, or with the failure, whose message a person can use. Call it once. */
    public CompletableFuture<TerminationReport> begin(TerminationOrder order) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work(order);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                Computer.threadPoolForRemoting);
    }

    /**
     * The members there, by their pids in the container. No line is printed.
     *
     * @throws IOException if the script can't run there
     */
    public Set<ProcessIdentity> members(TerminationOrder order) throws IOException, InterruptedException {
        ScriptCommand command = new ScriptCommand(order.id());
        ScriptReader reader = new ScriptReader(command, order.settings(), new SystemClock(), event -> {});
        run(command, survey(command, order), ScriptJournal.NONE, reader::line, reader, AnswerLimit.HURRIED);
        return reader.members();
    }

    private TerminationReport work(TerminationOrder order) throws IOException, InterruptedException {
        if (!launcher.isUnix()) {
            throw new IOException("it is no Unix");
        }
        ScriptJournal journal = ScriptJournal.of(directory, order.id());
        ScriptReader reader =
                order.occasion() == TerminationOrder.Occasion.TAKEN_UP ? replayed(order, journal) : reader(order);
        if (!reader.isOver()) {
            reader = run(order, journal);
        }
        journal.delete();
        return AgentTermination.report(order, reader.close());
    }

    /** Where the script has come to its end unheard, the container may have ended, too. */
    private ScriptReader replayed(TerminationOrder order, ScriptJournal journal) throws InterruptedException {
        ScriptReader reader = reader(order);
        try {
            journal.replay(reader);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "What a script has told can't be read: it is looked for in the container", e);
        }
        return reader;
    }

    private ScriptReader reader(TerminationOrder order) {
        return new ScriptReader(
                new ScriptCommand(order.id()),
                order.settings(),
                new SystemClock(),
                new LogLines(
                        order.cause(), order.isAfterAnAbort(), order.settings().ladder(), log::println));
    }

    private ScriptReader run(TerminationOrder order, ScriptJournal journal) throws IOException, InterruptedException {
        ScriptCommand command = new ScriptCommand(order.id());
        ScriptReader reader = reader(order);
        run(
                command,
                words(command, order, journal),
                journal,
                line -> read(line, reader, command),
                reader,
                AnswerLimit.inContainer(order.settings()));
        return reader;
    }

    private void run(
            ScriptCommand command,
            List<String> words,
            ScriptJournal journal,
            Consumer<String> eachLine,
            ScriptReader reader,
            Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<Void> saidOver = new CompletableFuture<>();
        CompletableFuture<String> detached = new CompletableFuture<>();
        Consumer<String> untilOver = line -> {
            eachLine.accept(line);
            command.detached(line).ifPresent(detached::complete);
            if (reader.isOver() || detached.isDone() || command.isFailure(line)) {
                saidOver.complete(null);
            }
        };
        try (LineStream lines = new LineStream(untilOver)) {
            Proc proc = launch(words, lines);
            int exit = proc.joinWithTimeout(limit.toSeconds(), TimeUnit.SECONDS, TaskListener.NULL);
            awaitLastLines(exit, saidOver);
            if (detached.isDone()) {
                journal.detached(detached.join()).follow(lines, reader::isOver, limit);
            }
        }
        if (!reader.isOver()) {
            throw new IOException(
                    reader.lastOtherLine().isEmpty() ? "its shell did not answer" : reader.lastOtherLine());
        }
    }

    private static List<String> words(ScriptCommand command, TerminationOrder order, ScriptJournal journal)
            throws IOException {
        if (order.touchesNobody()) {
            return survey(command, order);
        }
        Map<String, String> cookie = order.scope().cookie();
        return usable(() -> order.occasion() == TerminationOrder.Occasion.TAKEN_UP
                ? command.resume(cookie, order.settings(), journal.path())
                : command.end(cookie, order.settings(), journal.path()));
    }

    private static List<String> survey(ScriptCommand command, TerminationOrder order) throws IOException {
        return usable(() -> command.survey(order.scope().cookie(), order.settings()));
    }

    private static List<String> usable(Supplier<List<String>> words) throws IOException {
        try {
            return words.get();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Proc launch(List<String> words, LineStream lines) throws IOException {
        return launcher.launch()
                .cmds(words.stream().map(LaunchSite::literally).toList())
                .quiet(true)
                .stdout(lines)
                .start();
    }

    private void read(String line, ScriptReader reader, ScriptCommand command) {
        reader.line(line);
        reader.script()
                .ifPresent(first ->
                        hurry.complete(() -> command.hurry(reader.script().orElse(first))));
    }

    private static void awaitLastLines(int exit, CompletableFuture<Void> saidOver) throws InterruptedException {
        try {
            if (exit == 0) {
                saidOver.get(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (TimeoutException | java.util.concurrent.ExecutionException ignored) {
            // The reader knows that it has not heard of the end.
        }
    }

    /** Skips the rest of the windows: survivors are killed now. The call does not wait. */
    public void killNow() {
        hurry.thenAcceptAsync(this::hurry, Computer.threadPoolForRemoting);
    }

    private void hurry(Supplier<List<String>> words) {
        try (LineStream lines = new LineStream(line -> LOGGER.fine(() -> "Hurrying: " + line))) {
            launch(words.get(), lines)
                    .joinWithTimeout(AnswerLimit.HURRIED.toSeconds(), TimeUnit.SECONDS, TaskListener.NULL);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The termination could not be hurried; it ends by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
