package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leftover that listens, or holds a device, a mount or a lock, is named with it. */
class NamedHoldingsTest extends FakeMachineTestBase {

    private static final Holdings PORT =
            new Holdings(List.of("127.0.0.1:6379"), List.of(), List.of(), List.of("db/LOCK"));

    @Test
    void ofLeftoversAreToldBeforeTheFirstSignal() throws IOException {
        FakeProcess redis = main("redis-server").listens().holds(PORT);
        main("sleep");

        Outcome outcome = terminator().sweep();

        assertThat(redis.isAlive()).isFalse();
        assertThat(events).filteredOn(TerminationEvent.Holds.class::isInstance).hasSize(1);
        assertThat(record(outcome, "redis-server").holds()).isEqualTo(PORT);
        assertThat(record(outcome, "sleep").holds()).isEqualTo(Holdings.NONE);
        assertThat(outcome.remarks()).isEmpty();
    }

    @Test
    void ofWhatIsOnlyNamedAreToldWithIt() throws IOException {
        main("redis-server").holds(PORT);

        Outcome outcome = terminator().survey();

        assertThat(record(outcome, "redis-server").holds()).isEqualTo(PORT);
        assertThat(events)
                .filteredOn(event -> event instanceof TerminationEvent.Survived left
                        && left.holds().equals(PORT))
                .hasSize(1);
    }

    @Test
    void ofWhatIsKeptAreToldWithIt() throws IOException {
        main("adb").holds(PORT);
        settings = new Settings(
                settings.ladder(), settings.delivery(), LeftoverPolicy.KILL, new KeepPatterns(List.of("adb")), false);

        Outcome outcome = terminator().run();

        assertThat(record(outcome, "adb").holds()).isEqualTo(PORT);
        assertThat(events)
                .filteredOn(event -> event instanceof TerminationEvent.Kept kept
                        && kept.holds().equals(PORT))
                .hasSize(1);
    }

    @Test
    void ofAnAbortedBuildAreAskedOnlyOfWhatIsLeft() throws IOException {
        main("redis-server").holds(PORT);
        main("cp").holds(PORT).uninterruptible();
        settings = with(Ladder.parse("TERM 1s"), Delivery.STRUCTURED);

        Outcome outcome = terminator().run();

        assertThat(record(outcome, "cp").ending()).isEqualTo(Ending.LEFT);
        assertThat(record(outcome, "cp").holds()).isEqualTo(PORT);
        assertThat(machine.evidenceAsked())
                .filteredOn(asked -> asked.startsWith("holdings"))
                .containsExactly("holdings of cp");
    }

    @Test
    void ofVeryManyAreAskedOnlyOfTheFirstAndOfThoseWithSocketsFirst() throws IOException {
        for (int count = 0; count < 100; count++) {
            main("sleep");
        }
        main("redis-server").listens().holds(PORT);

        Outcome outcome = terminator().sweep();

        assertThat(record(outcome, "redis-server").holds()).isEqualTo(PORT);
        assertThat(machine.evidenceAsked())
                .filteredOn(asked -> asked.startsWith("holdings"))
                .hasSize(HoldingsQuery.MOST)
                .contains("holdings of redis-server");
        assertThat(machine.allSent()).anyMatch(sent -> sent.signal() == Signal.TERM);
    }

    private static ProcessRecord record(Outcome outcome, String name) {
        return outcome.processes().stream()
                .filter(process -> process.command().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
