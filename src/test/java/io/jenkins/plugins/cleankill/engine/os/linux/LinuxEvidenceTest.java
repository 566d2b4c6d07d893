package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.EvidenceContract;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** This Linux keeps what the ports promise of evidence. */
@EnabledOnOs(OS.LINUX)
class LinuxEvidenceTest extends EvidenceContract {

    @Override
    protected EvidenceScenario newScenario() {
        return LinuxEvidenceScenario.begin();
    }
}
