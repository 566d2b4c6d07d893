package io.jenkins.plugins.cleankill.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepPatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adb           | adb  | /opt/sdk/adb -L tcp:5037 fork-server",
                "*GradleDaemon* | java | /usr/bin/java -cp /a/b.jar org.gradle.launcher.GradleDaemon 8.1",
                "/usr/bin/java* | java | /usr/bin/java -jar a.jar",
                "a?b           | axb  | ./axb",
                "{adb,emulator} | emulator | emulator -avd x",
                "[a-c]db       | bdb  | bdb",
                "tcp:5037      | x    | tcp:5037",
            })
    void matches(String glob, String name, String line) {
        assertThat(new KeepPatterns(List.of("nothing", glob)).match(name, line)).contains(glob);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"adb | adbd | adbd", "adb | sh | sh -c adb", "* GradleDaemon | java | java GradleDaemon 8"})
    void doesNotMatch(String glob, String name, String line) {
        assertThat(new KeepPatterns(List.of(glob)).match(name, line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[a", "{a,b", "a\\"})
    void whatDoesNotParseIsRefusedByName(String glob) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new KeepPatterns(List.of("adb", glob)))
                .withMessageContaining("keep")
                .withMessageContaining("globs like 'adb'");
    }

    @Test
    void aCommandLineIsNoPattern() {
        assertThat(new KeepPatterns(List.of("a")).match("*", "?\n\0 [")).isEmpty();
    }
}
