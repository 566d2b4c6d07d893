package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.TellingPortsContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** This Linux keeps what the ports promise, by pidfd. */
@EnabledOnOs(OS.LINUX)
class LinuxPortsTest extends TellingPortsContract {

    @Override
    protected Scenario newScenario() {
        NativeCalls calls = NativeCalls.probe();
        assumeTrue(calls.pidfd(), "this kernel, or a sandbox, has no pidfd");
        return new LinuxScenario(new LinuxSystem(LinuxScenario.PROC, calls));
    }
}
