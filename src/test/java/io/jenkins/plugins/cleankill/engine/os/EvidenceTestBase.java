package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scenario for each test of a contract on evidence, and what those tests have in common. */
abstract class EvidenceTestBase {

    static final Duration LONG = Duration.ofSeconds(30);

    EvidenceScenario scenario;
    OperatingSystem system;
    EvidenceReader evidence;
    ExitWaiter waiter;

    /** A machine. */
    protected abstract EvidenceScenario newScenario();

    @BeforeEach
    void begin() {
        scenario = newScenario();
        system = scenario.plain().system();
        evidence = system.evidence();
        waiter = system.newExitWaiter();
    }

    @AfterEach
    void end() throws IOException {
        waiter.close();
        scenario.plain().close();
    }

    final ProcessDetails details(ProcessIdentity process) {
        return system.processes().details(process).orElseThrow();
    }

    final ProcessInfo info(ProcessIdentity process) throws IOException {
        return system.processes().read(id -> false).find(process).orElseThrow();
    }

    final void stop(ProcessIdentity process) {
        system.signals().send(process, Signal.STOP);
        awaitTrue(() -> evidence.state(process).equals(Optional.of(ProcessState.STOPPED)));
    }

    final void awaitTrue(BooleanSupplier condition) {
        Duration end = system.clock().elapsed().plus(LONG);
        while (!condition.getAsBoolean()) {
            assertThat(system.clock().elapsed()).isLessThan(end);
            waiter.await(Set.of(), Duration.ofMillis(1));
        }
    }
}
