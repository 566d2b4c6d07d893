package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {

    private final List<String> log = new ArrayList<>();
    private final ScriptReader reader = new ScriptReader(
            new ScriptCommand("n1"),
            Settings.DEFAULT,
            new SystemClock(),
            new LogLines("Aborted by alice", Settings.DEFAULT.ladder(), log::add));

    private Outcome read(String... lines) {
        for (String line : lines) {
            reader.line(line);
        }
        return reader.close();
    }

    @Test
    void tellsWhatTheScriptTold() {
        Outcome outcome = read(
                "n1 hello 9_500",
                "n1 seen 7_100 1 member sh",
                "n1 seen 8_110 7 stranger a tool) R 1",
                "n1 rung TERM 15",
                "n1 sent 7_100 STOP ok",
                "n1 sent 8_110 TERM ok",
                "n1 began",
                "n1 waiting 900",
                "n1 why 8_110 ignored",
                "n1 sent 8_110 KILL ok",
                "n1 ended 8_110",
                "n1 sent 7_100 TERM ok",
                "n1 sent 7_100 CONT ok",
                "n1 ended 7_100",
                "n1 over");

        assertThat(log)
                .hasSize(4)
                .element(0)
                .asString()
                .isEqualTo("[clean-kill] Aborted by alice: SIGTERM to a (8);"
                        + " waiting up to 15 s for 2 processes (abort again to kill them now)");
        assertThat(log.get(1)).isEqualTo("[clean-kill] waiting for sh (7), a (8), 9 s left");
        assertThat(log.get(2)).startsWith("[clean-kill] a (8) ignores SIGTERM; killed after ");
        assertThat(reader.script()).contains(new ProcessIdentity(9, 500));
        assertThat(reader.isOver()).isTrue();
        assertThat(outcome.processes()).extracting(ProcessRecord::ending).containsExactly(Ending.ENDED, Ending.KILLED);
        assertThat(outcome.processes().get(0).frozen()).hasSize(1);
        assertThat(outcome.processes().get(0).signals())
                .extracting(Outcome.SignalRecord::signal)
                .containsExactly(Signal.STOP, Signal.TERM, Signal.CONT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seen 7_100 1 member sh",
                "n2 seen 7_100 1 member sh",
                "n1 seen 7 1 member sh",
                "n1 seen 7_100 1 owner sh",
                "n1 seen 0_100 1 member sh",
                "n1 seen 77777777777_100 1 member sh",
                "n1 began",
                "n1 waiting 99999999999",
                "n1 sent 7_100 TERM ok",
                "n1 ended 7_100",
                "n1 why 7_100 ignored",
                "n1 kept 7_100 glob *",
                "n1 rung",
                "n1 ",
                "n1 report {}",
                ""
            })
    void meansNothingIfItIsNotOfTheForm(String line) {
        assertThat(read(line).processes()).isEmpty();
        assertThat(log).isEmpty();
        assertThat(reader.isOver()).isFalse();
    }

    @Test
    void aNameCanForgeNoLine() {
        read("n1 seen 7_100 1 member \u001b[31mroot\u202e", "n1 rung TERM 15", "n1 sent 7_100 TERM ok", "n1 began");

        assertThat(log.get(0)).contains("SIGTERM to ? (7)").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aShortNameThatIsATitleIsNotTold() {
        read("n1 seen 7_100 1 member x --token=abcde", "n1 rung TERM 15", "n1 sent 7_100 TERM ok", "n1 began");

        assertThat(log.get(0)).contains("SIGTERM to x (7)").doesNotContain("token");
    }

    @Test
    void asManyRungsAsWereOrderedAndProcessesAreLimited() {
        IntStream.range(1, 3_000).forEach(pid -> reader.line("n1 seen " + pid + "_1 1 member sh"));

        Outcome outcome = read("n1 rung TERM 15", "n1 rung TERM 15", "n1 over");

        assertThat(outcome.rungs()).hasSize(1);
        assertThat(outcome.processes()).hasSize(2_000);
        assertThat(outcome.remarks()).singleElement().asString().startsWith("More than 2000 processes");
    }

    @Test
    void aFewLateCommandsAreNamedAndTheOthersCounted() {
        read("n1 rung TERM 15");
        IntStream.range(1, 51).forEach(pid -> {
            reader.line("n1 seen " + pid + "_1 1 member test" + pid);
            reader.line("n1 late " + pid + "_1");
        });

        assertThat(reader.close().remarks())
                .hasSize(4)
                .last()
                .isEqualTo("47 more commands were started after a signal and got it at once");
    }

    @Test
    void keepsTheLastWordsOfWhoeverStoodInTheWay() {
        read("Error response from daemon: No such container: 12\u0007", "");

        assertThat(reader.lastOtherLine()).isEqualTo("Error response from daemon: No such container: 12\\x07");
        assertThat(reader.isOver()).isFalse();
    }
}
