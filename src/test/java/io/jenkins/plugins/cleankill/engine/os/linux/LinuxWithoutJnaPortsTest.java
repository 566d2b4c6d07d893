package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.TellingPortsContract;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A Linux where JNA can't be loaded, as with a temporary folder mounted noexec, keeps what the ports promise. */
@EnabledOnOs(OS.LINUX)
class LinuxWithoutJnaPortsTest extends TellingPortsContract {

    @Override
    protected Scenario newScenario() {
        NativeCalls none = new NativeCalls(Optional.of("it is not to be had in this test"), false);
        return new LinuxScenario(new LinuxSystem(LinuxScenario.PROC, none));
    }
}
