package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.EvidenceContract;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** This Linux keeps what the ports promise of evidence. */
@EnabledOnOs(OS.LINUX)
class LinuxEvidenceTest extends EvidenceContract {

    @Override
    protected EvidenceScenario newScenario() {
        NativeCalls calls = NativeCalls.probe();
        assumeTrue(calls.pidfd(), "this kernel, or a sandbox, has no pidfd");
        return new LinuxEvidenceScenario(new LinuxSystem(LinuxScenario.PROC, calls));
    }
}
