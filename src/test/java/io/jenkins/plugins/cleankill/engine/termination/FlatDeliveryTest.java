package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.fake.FakeShell;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The deliveries that know no structure: to everybody at once, and to the roots only. */
class FlatDeliveryTest extends FakeMachineTestBase {

    @Test
    void allDeliversToEverybodyAtOnce() throws IOException {
        settings = with(Ladder.DEFAULT, Delivery.ALL);
        FakeShell.run(main("script"), this::tool, this::next);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
    }

    @Test
    void allLeavesACleanupCommandAndItsChildrenInPeace() throws IOException {
        settings = with(Ladder.DEFAULT, Delivery.ALL);
        FakeProcess script = main("script").executable("/usr/bin/bash");
        script.catches(
                Signal.TERM,
                shell -> machine.after(Duration.ofMillis(5), () -> {
                    FakeProcess cleanup = child(shell, "cleanup");
                    child(cleanup, "rm").endAfter(Duration.ofSeconds(1));
                    cleanup.endAfter(Duration.ofSeconds(1));
                    shell.endAfter(Duration.ofSeconds(1));
                }));
        child(script, "sleep");

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to sleep");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(4);
    }

    @Test
    void mainDeliversToTheRootsOnly() throws IOException {
        settings = with(Ladder.parse("TERM 2s"), Delivery.MAIN);
        FakeProcess root = main("root");
        child(root, "child").catches(Signal.TERM, FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to root", "KILL to child");
    }
}
