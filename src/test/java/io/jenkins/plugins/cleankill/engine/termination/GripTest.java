package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.os.Releaser;
import org.junit.jupiter.api.Test;

class GripTest {

    private final FakeMachine machine = new FakeMachine();
    private final Grip grip = new Grip(machine, machine.evidence(), machine, new Ledger(machine), Releaser.NONE);

    @Test
    void whenTheJvmExitsWhatIsHeldGoesOnAndNothingIsHeldAnyMore() {
        FakeProcess wrapper = machine.start(AGENT, "wrapper");
        FakeProcess late = machine.start(AGENT, "late");
        grip.holdGuard(wrapper.identity());
        assertThat(machine.held()).containsExactly("wrapper");

        grip.letGoAtExit();
        grip.holdGuard(late.identity());

        assertThat(machine.held()).isEmpty();
    }
}
