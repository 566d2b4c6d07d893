package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of the script within a container, as a launcher would do it. */
final class ContainerRun {

    private final Container container;
    private final List<String> shell;
    private final ScriptCommand command;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final ScriptReader reader;
    private final Settings settings;
    private String journal = "";
    private Process process;

    /** @param shell what runs the script there */
    ContainerRun(Container container, List<String> shell, Settings settings) {
        this(
                container,
                shell,
                settings,
                new ScriptCommand("test-" + Cookie.random().value()));
    }

    private ContainerRun(Container container, List<String> shell, Settings settings, ScriptCommand command) {
        this.container = container;
        this.command = command;
        this.shell = shell;
        this.settings = settings;
        this.reader = new ScriptReader(
                command, settings, new SystemClock(), new LogLines("Aborted by a test", settings.ladder(), log::add));
    }

    ContainerRun begin(Cookie cookie) throws IOException {
        return begin(cookie.asVariables());
    }

    ContainerRun begin(Map<String, String> cookie) throws IOException {
        process = start(command.end(cookie, settings, journal));
        return this;
    }

    /** Has it tell its journal in that file, too. */
    ContainerRun withJournal(Path file) {
        journal = file.toString();
        return this;
    }

    /** Nobody hears any more what it has to tell; it goes on. */
    ContainerRun cutOff() throws IOException {
        process.inputReader().close();
        return this;
    }

    /** Waits until it has come to its end, whoever hears it. */
    ContainerRun awaitEnd() throws InterruptedException {
        process.waitFor();
        return this;
    }

    /** The script is killed; what entered the container for it ends with it. */
    ContainerRun kill() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroyForcibly);
        return awaitEnd();
    }

    /** A new one of the same name, which takes up what this one has told in its journal. */
    ContainerRun resume(Map<String, String> cookie) throws IOException {
        ContainerRun next = new ContainerRun(container, shell, settings, command);
        next.process = next.start(command.resume(cookie, settings, journal));
        return next;
    }

    ContainerRun survey(Cookie cookie) throws IOException {
        process = start(command.survey(cookie.asVariables(), settings));
        return this;
    }

    private Process start(List<String> words) throws IOException {
        List<String> withShell = new ArrayList<>(shell);
        withShell.addAll(words.subList(1, words.size()));
        return new ProcessBuilder(container.entering(withShell))
                .redirectErrorStream(true)
                .start();
    }

    /** Reads on until the log has a line with that text. */
    void awaitLog(String text) throws IOException {
        BufferedReader lines = process.inputReader();
        while (log.stream().noneMatch(line -> line.contains(text))) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("no '" + text + "' in " + log);
            }
            reader.line(line);
        }
    }

    void hurry() throws IOException, InterruptedException {
        start(command.hurry(reader.script().orElseThrow())).waitFor();
    }

    Outcome end() throws IOException {
        process.inputReader().lines().forEach(reader::line);
        if (!reader.isOver()) {
            throw new AssertionError("the script ended early: " + reader.lastOtherLine() + log);
        }
        return reader.close();
    }

    /** What came of it; the script's process has ended, too. */
    Outcome awaitOutcome() throws IOException, InterruptedException {
        Outcome outcome = end();
        process.waitFor();
        return outcome;
    }

    /** The members that a survey has found, by their pids in the container. */
    Set<ProcessIdentity> members() throws IOException {
        end();
        return reader.members();
    }

    List<String> log() {
        return List.copyOf(log);
    }
}
