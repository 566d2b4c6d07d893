package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class ShellWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "busybox sh", "ksh", "mksh", "zsh"})
    void aShellGetsEveryByteOfEveryWord(String shell) throws Exception {
        List<String> runner = List.of(shell.split(" "));
        assumeTrue(new CommandFile(System.getenv("PATH")).find(runner.get(0)).isPresent(), shell + " is not here");
        byte[] all = new byte[255];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1);
        }
        List<String> words = List.of(
                LosslessUtf8.decode(all),
                "",
                "plain",
                "\\0101 %s",
                "b\u00fccher\n\n",
                "-n",
                "\udcfc",
                "x".repeat(90_000));

        List<String> spelled = ShellWords.spelled(words);
        assertThat(spelled).allMatch(word -> word.chars().allMatch(character -> character < 0x80));
        assertThat(printed(runner, spelled, words.size())).isEqualTo(bytes(words));
    }

    @Test
    void wordsThatTheLocaleHasNeedNoShell() {
        List<String> command = List.of("printf", "%s", "a b\n");

        assertThat(ShellWords.of(command)).isEqualTo(command);
    }

    /** The command that the shell executes prints each word and a NUL. */
    private static byte[] printed(List<String> runner, List<String> spelled, int words)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(runner);
        line.addAll(spelled.subList(1, 4));
        List<String> pieces = new ArrayList<>(ShellWords.spelled(List.of("printf", "%s\\0")));
        line.add(Integer.toString(pieces.size() - 5 + spelled.size() - 5));
        line.addAll(pieces.subList(5, pieces.size()));
        line.addAll(spelled.subList(5, spelled.size()));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("%d words", words).isZero();
        return out;
    }

    private static byte[] bytes(List<String> words) {
        return LosslessUtf8.encode(String.join("\0", words) + "\0");
    }
}
