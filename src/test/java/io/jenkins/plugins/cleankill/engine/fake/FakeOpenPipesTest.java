package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import io.jenkins.plugins.cleankill.engine.os.OpenPipesContract;

/** The fake keeps what the ports promise of open pipes and terminals. */
class FakeOpenPipesTest extends OpenPipesContract {

    @Override
    protected EvidenceScenario newScenario() {
        return FakeEvidenceScenario.begin();
    }
}
