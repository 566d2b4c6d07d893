package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a handler or a trap starts is left in peace. */
class CleanupTest extends TerminationOnAFakeMachine {

    private static final long INIT = 1;

    @Test
    void whatAHandlerDetachesIsACleanup() throws IOException {
        main("uploader").catches(Signal.TERM, handler -> {
            orphan("upload").endAfter(Duration.ofSeconds(2));
            handler.end();
        });

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to uploader");
    }

    /** What has outlived a rung had its time. */
    @Test
    void anOrphanOfASecondRungIsNone() throws IOException {
        settings = with(Ladder.parse("TERM 2s, INT 4s"), Delivery.STRUCTURED);
        main("stubborn").catches(Signal.TERM, p -> {}).catches(Signal.INT, handler -> {
            orphan("daemon");
            handler.end();
        });

        terminate();

        assertThat(sentAt("daemon", Signal.INT)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500));
    }

    @Test
    void whatACleanupStartsIsPartOfIt() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        script.catches(Signal.TERM, trap -> {
            FakeProcess cleanup = child(script, "cleanup");
            FakeProcess first = child(cleanup, "first");
            first.endAfter(Duration.ofSeconds(1));
            cleanup.whenChildEnds(ended -> {
                if (ended == first) {
                    child(cleanup, "second").endAfter(Duration.ofSeconds(1));
                } else {
                    cleanup.end();
                }
            });
            script.whenChildEnds(ended -> script.end());
        });

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
    }

    private FakeProcess orphan(String name) {
        return machine.start(INIT, name).environment(COOKIE.asVariables());
    }
}
