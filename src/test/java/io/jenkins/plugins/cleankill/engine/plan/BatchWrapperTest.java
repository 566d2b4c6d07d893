package io.jenkins.plugins.cleankill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchWrapperTest {

    private static final String CMD = "C:\\Windows\\System32\\cmd.exe";

    @Test
    void isKnownByItsScript() {
        assertThat(BatchWrapper.isOne(process(CMD, "cmd", "/c", "C:\\w\\job@tmp\\durable-1f\\jenkins-wrap.bat")))
                .isTrue();
        assertThat(BatchWrapper.isOne(
                        process(CMD, "cmd", "/c", "C:\\my", "jobs\\job@tmp\\durable-1f\\jenkins-wrap.bat")))
                .isTrue();
    }

    @Test
    void soIsTheProgramThatMayStandInItsPlace() {
        assertThat(BatchWrapper.isOne(process(
                        "C:\\agent\\caches\\durable-task\\durable_task_monitor_1.44_win_64.exe", "-controldir=x")))
                .isTrue();
    }

    /** The script itself; a user's file of that name; anything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {"C:\\job@tmp\\durable-1f\\jenkins-main.bat", "C:\\job\\jenkins-wrap.bat", "jenkins-wrap.bat", ""
            })
    void isNoOther(String script) {
        assertThat(BatchWrapper.isOne(process(CMD, "cmd", "/c", script))).isFalse();
    }

    @Test
    void isNoOtherProgram() {
        assertThat(BatchWrapper.isOne(process("C:\\edit.exe", "edit", "C:\\job@tmp\\durable-1f\\jenkins-wrap.bat")))
                .isFalse();
    }

    private static ProcessInfo process(String executable, String... arguments) {
        return new ProcessInfo(new ProcessIdentity(7, 100), 1, ProcessState.UNKNOWN, "x", Environment.of(Map.of()))
                .with(ProcessDetails.of(executable, SignalSets.DEFAULT, List.of(), arguments));
    }
}
