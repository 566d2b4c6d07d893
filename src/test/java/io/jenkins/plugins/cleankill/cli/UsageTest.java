package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a user hears who makes a mistake. Nothing is started. */
class UsageTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ladder|FOO 1s|--ladder: 'FOO 1s' is not allowed; allowed: one of the signals HUP, INT, QUIT, USR1, USR2, TERM",
                "--ladder|TERM 0s|--ladder: 'TERM 0s' is not allowed; allowed: windows of 1s or more",
                "--ladder|TERM -1s|--ladder: 'TERM -1s' is not allowed; allowed: rungs like 'INT 30s, TERM 20s'",
                "--ladder|''|--ladder: '' is not allowed; allowed: rungs like",
                "--soft-kill-seconds|0|--soft-kill-seconds: '0' is not allowed; allowed: whole seconds, 1 or more",
                "--soft-kill-seconds|-1|--soft-kill-seconds: '-1' is not allowed; allowed: whole seconds, 1 or more",
                "--soft-kill-seconds|1.5|--soft-kill-seconds: '1.5' is not allowed; allowed: whole seconds, 1 or more",
                "--soft-kill-seconds|9999999999|--soft-kill-seconds: '9999999999' is not allowed",
                "--delivery|leaf|--delivery: 'leaf' is not allowed; allowed: structured, all, main",
                "--leftovers|keep|--leftovers: 'keep' is not allowed; allowed: kill, report, unstable, fail",
                "--keep|[a-|--keep: '[a-' is not allowed; allowed: globs like 'adb'",
                "--keep|''|--keep: '' is not allowed; allowed: globs like 'adb'",
                "--abort-after|0s|--abort-after: '0s' is not allowed; allowed: a whole number from 1 with ms, s or m",
                "--abort-after|-1s|--abort-after: '-1s' is not allowed",
                "--abort-after|2|--abort-after: '2' is not allowed",
                "--abort-after|1.5s|--abort-after: '1.5s' is not allowed",
                "--report|/no/such/folder/r.json|--report: '/no/such/folder/r.json' is not allowed; allowed: a file that can be written (NoSuchFile)",
                "--timeline|/|--timeline: '/' is not allowed; allowed: a file that can be written"
            })
    void aBadValueIsNamedWithWhatIsAllowed(String option, String value, String message) {
        assertThat(execute("run", option, value, "--", "true")).isEqualTo(125);
        assertThat(err.toString()).startsWith("clean-kill: " + message).hasLineCount(1);
    }

    @Test
    void aLadderAndSoftKillSecondsContradictEachOther() {
        assertThat(execute("run", "--ladder", "TERM 5s", "--soft-kill-seconds", "5", "--", "true"))
                .isEqualTo(125);
        assertThat(err)
                .hasToString("clean-kill: --soft-kill-seconds: '5' is not allowed; allowed: either it or"
                        + " --ladder, not both\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus|clean-kill: Unknown option: '--bogus'",
                "walk|clean-kill: Unmatched argument at index 0: 'walk'",
                "run|clean-kill: Missing required parameter: 'COMMAND'",
                "run --bogus -- true|clean-kill: Unknown option: '--bogus'",
                "run --delivery|clean-kill: Missing required parameter for option '--delivery'",
                "explain|clean-kill: Missing required parameter: 'PID'",
            })
    void aMisuseIsNamedAndHelpOffered(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(125);
        assertThat(err.toString()).startsWith(message).contains("--help'.").hasLineCount(2);
    }

    @Test
    void aVerbIsNeeded() {
        assertThat(execute()).isEqualTo(125);
        assertThat(err.toString()).startsWith("clean-kill: a verb is missing; allowed: run, explain, holders\n");
    }

    @Test
    void aCommandThatIsNotThereIs127() {
        assertThat(execute("run", "--", "no-such-command-anywhere")).isEqualTo(127);
        assertThat(err).hasToString("clean-kill: COMMAND: 'no-such-command-anywhere' was not found\n");
        assertThat(execute("run", "--", "/no/such/file")).isEqualTo(127);
        assertThat(execute("run", "--", "")).isEqualTo(127);
    }

    @Test
    void aCommandThatCanNotBeExecutedIs126(@TempDir Path folder) throws Exception {
        Path plain = Files.createFile(folder.resolve("plain file"));

        assertThat(execute("run", "--", plain.toString())).isEqualTo(126);
        assertThat(execute("run", "--", folder.toString())).isEqualTo(126);
        assertThat(err.toString()).contains("it is not executable\n", "it is a directory\n");
    }

    @Test
    void aNastyArgumentCanNotForgeALine() {
        execute("run", "--delivery", "x\n[clean-kill] Over\u001b[31m", "--", "true");

        assertThat(err.toString()).hasLineCount(1).doesNotContain("\u001b").contains("\\x0a[clean-kill] Over");
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "x", "99999999999999999999", "''"})
    void aPidIsAWholeNumber(String pid) {
        assertThat(execute("explain", "--", pid)).isEqualTo(125);
        assertThat(err.toString()).startsWith("clean-kill: PID: '" + pid + "' is not allowed; allowed: a process id");
    }

    @Test
    void aSignalToExplainIsOneThatEndsProcesses() {
        assertThat(execute("explain", "1", "--signal", "STOP")).isEqualTo(125);
        assertThat(err)
                .hasToString("clean-kill: --signal: 'STOP' is not allowed; allowed: HUP, INT, QUIT, USR1, USR2,"
                        + " TERM, KILL\n");
    }

    @Test
    void helpTellsOptionsAndExitCodes() {
        assertThat(execute("run", "--help")).isZero();
        assertThat(out.toString())
                .contains("--ladder", "--leftovers", "--abort-after", "COMMAND", "124", "137")
                .doesNotContain("${");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
