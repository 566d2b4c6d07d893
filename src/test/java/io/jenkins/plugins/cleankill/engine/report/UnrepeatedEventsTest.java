package io.jenkins.plugins.cleankill.engine.report;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Kept;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Over;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Survived;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnrepeatedEventsTest {

    private static final Kept ADB = new Kept(new ProcessName(1, "adb"), "keep: adb");
    private static final Survived DAEMON = new Survived(new ProcessName(2, "daemon"), "was left running");
    private static final Over NOBODY_ENDED = new Over(ZERO, 0, 0, 1, 1);

    @Test
    void nothingIsToldTwice() {
        assertThat(reported(Set.of(1L, 2L), ADB, DAEMON, NOBODY_ENDED)).isEmpty();
    }

    @Test
    void newsAndTheirSumAreTold() {
        assertThat(reported(Set.of(1L), ADB, DAEMON, NOBODY_ENDED)).containsExactly(DAEMON, NOBODY_ENDED);
    }

    @Test
    void anEndIsNews() {
        Over over = new Over(ZERO, 1, 0, 1, 0);

        assertThat(reported(Set.of(1L), ADB, over)).containsExactly(over);
    }

    private static List<TerminationEvent> reported(Set<Long> before, TerminationEvent... events) {
        List<TerminationEvent> heard = new ArrayList<>();
        UnrepeatedEvents listener = new UnrepeatedEvents(before, heard::add);
        List.of(events).forEach(listener::on);
        return heard;
    }
}
