package io.jenkins.plugins.cleankill.engine.settings;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepPatternsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[a", "{a,b", "a\\"})
    void whatDoesNotParseIsRefusedByName(String glob) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new KeepPatterns(List.of("adb", glob)))
                .withMessageContaining("keep")
                .withMessageContaining("globs like 'adb'");
    }
}
