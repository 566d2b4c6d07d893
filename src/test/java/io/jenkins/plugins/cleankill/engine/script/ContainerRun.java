package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One run of the script within a container, as a launcher would do it. */
final class ContainerRun {

    private final Container container;
    private final List<String> shell;
    private final ScriptCommand command =
            new ScriptCommand("test-" + Cookie.random().value());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final ScriptReader reader;
    private final Settings settings;
    private Process process;

    /** @param shell what runs the script there */
    ContainerRun(Container container, List<String> shell, Settings settings) {
        this.container = container;
        this.shell = shell;
        this.settings = settings;
        this.reader = new ScriptReader(
                command, settings, new SystemClock(), new LogLines("Aborted by a test", settings.ladder(), log::add));
    }

    ContainerRun begin(Cookie cookie) throws IOException {
        process = start(command.end(cookie.asVariables(), settings));
        return this;
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
            throw new AssertionError("the script ended early: " + reader.lastWords() + log);
        }
        return reader.close();
    }

    List<String> log() {
        return List.copyOf(log);
    }
}
