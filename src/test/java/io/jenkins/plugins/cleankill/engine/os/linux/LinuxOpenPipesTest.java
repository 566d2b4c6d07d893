package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import io.jenkins.plugins.cleankill.engine.os.OpenPipesContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** This Linux keeps what the ports promise of open pipes and terminals. */
@EnabledOnOs(OS.LINUX)
class LinuxOpenPipesTest extends OpenPipesContract {

    @Override
    protected EvidenceScenario newScenario() {
        return LinuxEvidenceScenario.begin();
    }
}
