package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import org.junit.jupiter.api.Test;

class FreezerTest {

    private final FakeMachine machine = new FakeMachine();
    private final Freezer freezer =
            new Freezer(machine, machine.evidence(), machine, new OutcomeRecorder(machine), ThawWatchdog.NONE);

    @Test
    void whenTheJvmExitsWhatIsHeldGoesOnAndNothingIsHeldAnyMore() {
        FakeProcess wrapper = machine.start(AGENT, "wrapper");
        FakeProcess late = machine.start(AGENT, "late");
        freezer.freezeWrapper(wrapper.identity());
        assertThat(machine.held()).containsExactly("wrapper");

        freezer.thawAtExit();
        freezer.freezeWrapper(late.identity());

        assertThat(machine.held()).isEmpty();
    }
}
