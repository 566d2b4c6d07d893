package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptCommandTest {

    private static final Map<String, String> COOKIE = Map.of("CLEAN_KILL_COOKIE", "ab12", "A_B", "durable-1f");

    private final ScriptCommand command = new ScriptCommand("n-1");

    @Test
    void givesTheScriptWhatItNeedsWordByWord() {
        Settings settings = new Settings(
                Ladder.parse("INT 30s, TERM 2m"),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                new KeepPatterns(List.of("{adb,gradle *}", "a\\*b")),
                true);

        List<String> words = command.end(COOKIE, settings, "/a b@tmp/clean-kill-n-1");

        assertThat(words).startsWith("sh", "-c").element(3).isEqualTo("clean-kill");
        assertThat(words.subList(4, words.size()))
                .containsExactly(
                        "n-1",
                        "end",
                        "structured",
                        "QUIT",
                        "INT:30 TERM:120",
                        "/a b@tmp/clean-kill-n-1",
                        "2",
                        "A_B=durable-1f",
                        "CLEAN_KILL_COOKIE=ab12",
                        "adb",
                        "gradle *");
        assertThat(ShellGlobs.lost(settings.keep())).containsExactly("a\\*b");
    }

    /** Each choice doubles the patterns: 2 to the power of 150, unless there is a limit. */
    @Test
    void globsOfTooManyPatternsAreLostAndNamed() {
        String many = "{a,b}".repeat(150);
        KeepPatterns keep = new KeepPatterns(List.of("adb", many, "{x,y}{1,2}"));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(ShellGlobs.of(keep)).containsExactly("adb", "x1", "x2", "y1", "y2");
            assertThat(ShellGlobs.lost(keep)).containsExactly(many);
        });
    }

    /** They are words of one command line, which has an end: E2BIG of execve(2). */
    @Test
    void allGlobsTogetherHaveALimit() {
        KeepPatterns keep = new KeepPatterns(
                IntStream.range(0, 300).mapToObj(each -> "tool-" + each).toList());

        assertThat(ShellGlobs.of(keep)).hasSize(ShellGlobs.MOST).contains("tool-0");
        assertThat(ShellGlobs.lost(keep)).hasSize(300 - ShellGlobs.MOST).contains("tool-299");
    }

    @Test
    void selectsNobodyWithoutAVariable() {
        assertThatThrownBy(() -> command.end(Map.of(), Settings.DEFAULT, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAVariableThatAShellCouldMisread() {
        assertThatThrownBy(() -> command.survey(Map.of("A", "x y"), Settings.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> command.survey(Map.of("A", "*"), Settings.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheScriptToHurry() {
        assertThat(command.hurry(new ProcessIdentity(12, 345))).endsWith("n-1", "hurry", "12_345");
    }

    /** Kubernetes' launcher puts each word into double quotes and escapes only these quotes and doubled dollar signs. */
    @Test
    void survivesTheDoubleQuotesOfAnotherShell() {
        assertThat(ScriptText.load()).doesNotContain("`").doesNotContainPattern("\\\\[^n]");
    }

    /** A container that listens for commands ends with the first one that fails. */
    @Test
    void itsExitCodeIsZeroThoughItCanDoNothing() throws IOException, InterruptedException {
        assertThat(exitCode(command.hurry(new ProcessIdentity(999_999_999, 1)))).isZero();
        assertThat(exitCode(command.survey(COOKIE, Settings.DEFAULT))).isZero();
        assertThat(exitCode(command.resume(COOKIE, Settings.DEFAULT, "/nowhere/at/all")))
                .isZero();
    }

    /** In a place without any program. */
    private static int exitCode(List<String> words) throws IOException, InterruptedException {
        List<String> byPath = new ArrayList<>(words);
        byPath.set(0, "/bin/sh");
        ProcessBuilder builder = new ProcessBuilder(byPath)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", "/nowhere");
        return builder.start().waitFor();
    }

    @Test
    void onlyItsOwnLinesSayThatItHasGoneOnByItself() {
        assertThat(command.detached("n-1 detached 4711")).contains("4711");
        assertThat(command.detached("n-2 detached 4711")).isEmpty();
        assertThat(command.detached("n-1 detached ../4711")).isEmpty();
        assertThat(command.isFailure("n-1 failed proc")).isTrue();
        assertThat(command.isFailure("n-1 over")).isFalse();
    }
}
