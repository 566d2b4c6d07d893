package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a container's script tells that it waits, in hundredths of a second. */
@EnabledOnOs(OS.LINUX)
class ScriptPaceTest {

    @ParameterizedTest
    @CsvSource({"1, 500", "15, 500", "120, 1000", "300, 2500", "3600, 3000"})
    void aWaitIsToldAboutADozenTimesNeverTwiceInFiveSecondsAndEveryHalfMinute(int window, int distance)
            throws Exception {
        Process shell = new ProcessBuilder(
                        "sh", "-c", text() + "now=0\nset_times " + window + "\necho $distance $progress")
                .redirectErrorStream(true)
                .start();

        assertThat(shell.inputReader().readLine()).isEqualTo(distance + " " + distance);
        assertThat(shell.waitFor()).isZero();
    }

    private static String text() throws Exception {
        try (InputStream part = ScriptText.class.getResourceAsStream("treat.sh")) {
            return ScriptText.constants() + new String(part.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
