package io.jenkins.plugins.cleankill.engine.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.report.json.UnreadableReportException;
import io.jenkins.plugins.cleankill.engine.script.ScriptCommand;
import io.jenkins.plugins.cleankill.engine.script.ScriptReader;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What users, files and containers give us: the declared exception or an answer, in bounded time. */
final class Inputs {

    private static final String COMMAND =
            "/usr/lib/jvm/bin/java -cp a.jar:b.jar org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.5";

    private static final String SCRIPT = """
            n hello 77_1234
            n rung TERM 15
            n seen 4711_99 1 member sh
            n seen 4712_99 4711 stranger a b
            n sent 4711_99 TERM ok
            n began
            n kept 4712_99 glob adb*
            n waiting 900
            n late 4712_99 TERM
            n why 4711_99 child 4712_99
            n zombies 3 4711_99
            n ended 4711_99
            n over
            """;

    private static final List<Class<? extends Exception>> NOTHING = List.of();
    private static final Globs GLOBS = new KeepPatterns(List.of("*{a,b}*[a-z]*?*Daemon*")).compile();

    static final FuzzTarget LADDERS = target(
            "ladders",
            Inputs::ladder,
            List.of(InvalidSettingException.class),
            "TERM 15s",
            "INT 30s, TERM 20s",
            "HUP 1m,QUIT 2 s , KILL 3");

    static final FuzzTarget GLOBS_OF_USERS = target(
            "globs",
            bytes -> new KeepPatterns(List.of(text(bytes))).compile().first(Set.of(COMMAND)),
            List.of(InvalidSettingException.class),
            "adb",
            "*GradleDaemon*",
            "[a-z]{ab,c*}\\*?",
            "{a,b}{c,d}[!x-z]",
            "****a");

    static final FuzzTarget COMMANDS = target("commands", bytes -> GLOBS.first(Set.of(text(bytes))), NOTHING, COMMAND);

    static final FuzzTarget REPORTS = target(
            "reports",
            Inputs::report,
            List.of(UnreadableReportException.class),
            new ReportJsonWriter(true).write(Reports.full()));

    static final FuzzTarget LINES = target("lines", Inputs::read, NOTHING, SCRIPT);

    static final FuzzTarget JOURNALS = target(
            "journals",
            Inputs::replay,
            NOTHING,
            "0 hello 77_1234\n12 rung TERM 15\n15 seen 4711_99 1 member sh\n20 sent 4711_99 TERM ok\n99 over\n");

    static final List<FuzzTarget> ALL = List.of(LADDERS, GLOBS_OF_USERS, COMMANDS, REPORTS, LINES, JOURNALS);

    private Inputs() {}

    private static FuzzTarget target(
            String name, FuzzTarget.Parser parser, List<Class<? extends Exception>> declared, String... corpus) {
        return FuzzTarget.ofTexts(name, List.of(corpus), parser, declared);
    }

    private static void ladder(byte[] bytes) throws InvalidSettingException {
        Ladder ladder = Ladder.parse(text(bytes));
        assertThat(Ladder.parse(ladder.toString())).isEqualTo(ladder);
    }

    private static void report(byte[] bytes) throws IOException {
        // Times are written in millionths of a second
        TerminationReport report = again(ReportJsonReader.read(text(bytes)));
        assertThat(again(report)).isEqualTo(report);
    }

    private static TerminationReport again(TerminationReport report) throws IOException {
        return ReportJsonReader.read(new ReportJsonWriter(true).write(report));
    }

    private static void read(byte[] bytes) {
        List<String> log = new ArrayList<>();
        ScriptReader reader = reader(log);
        text(bytes).lines().forEach(reader::line);
        judge(reader.close(), log);
    }

    private static void replay(byte[] bytes) {
        List<String> log = new ArrayList<>();
        ScriptReader reader = reader(log);
        reader.replay(text(bytes).lines().toList(), Duration.ofSeconds(3));
        judge(reader.close(), log);
    }

    private static void judge(Outcome outcome, List<String> log) {
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(outcome.processes()).hasSizeLessThanOrEqualTo(2000);
        assertThat(log).allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    }

    private static ScriptReader reader(List<String> log) {
        LogLines lines = new LogLines("Aborted by a test", Ladder.DEFAULT, log::add);
        return new ScriptReader(new ScriptCommand("n"), Settings.DEFAULT, new SystemClock(), lines);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
