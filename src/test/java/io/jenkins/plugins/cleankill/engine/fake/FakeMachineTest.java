package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.TellingPortsContract;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;

/** The fake keeps what the ports promise. */
class FakeMachineTest extends TellingPortsContract {

    @Override
    protected Scenario newScenario() {
        FakeMachine machine = new FakeMachine();
        machine.allowRepeats();
        return new FakeScenario(machine);
    }

    record FakeScenario(FakeMachine machine) implements Scenario {

        @Override
        public OperatingSystem system() {
            return machine;
        }

        @Override
        public ProcessIdentity sleeper(Cookie cookie) {
            return start("sleep").environment(cookie.asVariables()).identity();
        }

        @Override
        public ProcessIdentity ignores(Signal signal) {
            return start("ignores").ignores(signal).identity();
        }

        @Override
        public ProcessIdentity catches(Signal signal) {
            return start("catches").catches(signal, process -> {}).identity();
        }

        @Override
        public ProcessIdentity blocks(Signal signal) {
            return start("blocks").blocks(signal).identity();
        }

        @Override
        public ProcessIdentity zombie() {
            FakeProcess zombie = start("zombie").writes(1, machine.pipe()).becomesZombie();
            zombie.end();
            return zombie.identity();
        }

        @Override
        public Pipeline pipeline() {
            PipeId pipe = machine.pipe();
            FakeProcess writer = start("sleep").writes(1, pipe);
            return new Pipeline(writer.identity(), start("cat").filters(pipe).identity());
        }

        @Override
        public void soon(Duration in, Runnable action) {
            machine.after(in, action);
        }

        @Override
        public void close() {
            // The fake has nothing that would live on
        }

        private FakeProcess start(String name) {
            return machine.start(FakeMachine.AGENT, name);
        }
    }
}
