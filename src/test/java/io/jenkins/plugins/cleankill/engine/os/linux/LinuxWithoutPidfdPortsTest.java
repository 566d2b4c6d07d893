package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.TellingPortsContract;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An old Linux, without pidfd, keeps what the ports promise. */
@EnabledOnOs(OS.LINUX)
class LinuxWithoutPidfdPortsTest extends TellingPortsContract {

    @Override
    protected Scenario newScenario() {
        return new LinuxScenario(new LinuxSystem(LinuxScenario.PROC, new NativeCalls(Optional.empty(), false)));
    }
}
