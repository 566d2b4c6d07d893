package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.EvidenceContract;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;

/** The fake keeps what the ports promise of evidence. */
class FakeEvidenceTest extends EvidenceContract {

    @Override
    protected EvidenceScenario newScenario() {
        return FakeEvidenceScenario.begin();
    }
}
