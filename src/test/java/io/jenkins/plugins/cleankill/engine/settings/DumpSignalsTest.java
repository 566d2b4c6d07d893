package io.jenkins.plugins.cleankill.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpSignalsTest {

    @Test
    void aUserWritesThemAsRungs() {
        assertThat(DumpSignals.parse("sigttin,USR1 , TTIN").signals()).containsExactly(Signal.TTIN, Signal.USR1);
        assertThat(DumpSignals.parse("sigttin,USR1")).hasToString("TTIN, USR1");
        assertThat(DumpSignals.parse("  ")).isEqualTo(DumpSignals.NONE).hasToString("");
    }

    /** The default of each ends a process, stops it with its children, or lets it go on. */
    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "ABRT", "TERM", "KILL", "STOP", "CONT", "10", "TTIN;USR1", "TTIN,", "TERMINATE"})
    void anOtherSignalIsRefusedByName(String text) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> DumpSignals.parse(text))
                .withMessageStartingWith("dumpSignals")
                .withMessageEndingWith("print what they do, separated by commas: TTIN, USR1, USR2");
    }
}
