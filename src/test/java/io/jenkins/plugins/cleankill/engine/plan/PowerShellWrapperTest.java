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

class PowerShellWrapperTest {

    private static final String CONTROL = "/w/job@tmp/durable-1f/";

    @Test
    void isKnownByTheCallThatWritesDownTheExit() {
        assertThat(PowerShellWrapper.isOne(pwsh(". '" + CONTROL + "powershellHelper.ps1'; Execute-AndWriteOutput"
                        + " -MainScript '" + CONTROL + "powershellWrapper.ps1' -LogFile '" + CONTROL
                        + "jenkins-log.txt' -ResultFile '" + CONTROL + "jenkins-result.txt';")))
                .isTrue();
    }

    /** The script itself; the wrapper that runs the script in itself, for {@code returnStdout}; anything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "& {try {& '/w/job@tmp/durable-1f/powershellScript.ps1'} catch {throw}; exit $LASTEXITCODE}",
                ". '/w/powershellHelper.ps1'; Execute-AndWriteOutput -MainScript '/w/powershellScript.ps1'"
                        + " -OutputFile '/w/output.txt' -LogFile '/w/jenkins-log.txt' -CaptureOutput;",
                "Get-Content /w/powershellWrapper.ps1",
                ""
            })
    void isNoOther(String command) {
        assertThat(PowerShellWrapper.isOne(pwsh(command))).isFalse();
    }

    private static ProcessInfo pwsh(String command) {
        return new ProcessInfo(new ProcessIdentity(7, 100), 1, ProcessState.SLEEPING, "pwsh", Environment.of(Map.of()))
                .with(ProcessDetails.of(
                        "/opt/microsoft/powershell/7/pwsh",
                        SignalSets.DEFAULT,
                        List.of(),
                        "pwsh",
                        "-NoProfile",
                        "-NonInteractive",
                        "-Command",
                        command));
    }
}
