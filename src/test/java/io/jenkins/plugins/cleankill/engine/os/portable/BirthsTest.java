package io.jenkins.plugins.cleankill.engine.os.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A system whose births move when the clock is set, told in microseconds and cut to milliseconds. */
class BirthsTest {

    private static final long OURS = 1_700_000_000_000_400L;
    private static final long CHILDS = 1_700_000_100_000_900L;
    private static final long HOUR = 3_600_000_000L;

    private long clock;
    private final Births births = new Births(() -> told(OURS));

    @Test
    void aProcessIsTheSameAfterTheClockWasSet() {
        ProcessIdentity before = identity(7, CHILDS);

        for (long step : List.of(HOUR, HOUR + 300, HOUR + 700, -HOUR, -HOUR - 300, -HOUR - 700, 0L)) {
            clock = step;
            assertThat(identity(7, CHILDS)).as("set by %d µs", step).isEqualTo(before);
        }
    }

    @Test
    void aProcessThatIsBornLaterIsAnotherOne() {
        ProcessIdentity before = identity(7, CHILDS);
        clock = HOUR;

        ProcessIdentity later = identity(7, CHILDS + 2_000);

        assertThat(later.start()).isEqualTo(before.start() + 2);
        assertThat(identity(7, CHILDS + 2_000)).isEqualTo(later);
    }

    @Test
    void whatIsGoneIsForgotten() {
        ProcessIdentity before = identity(7, CHILDS);
        births.retain(Set.of(8L));

        assertThat(identity(7, CHILDS + 1_000).start()).isEqualTo(before.start() + 1);
    }

    @Test
    void aLookDuringWhichTheClockWasSetIsTakenAgain() {
        List<Long> steps = new ArrayList<>();

        String read = births.read(step -> {
            steps.add(step);
            clock = HOUR;
            return "read at " + step;
        });

        assertThat(steps).containsExactly(0L, HOUR / 1000);
        assertThat(read).isEqualTo("read at " + HOUR / 1000);
    }

    @Test
    void anUnknownBirthStaysUnknown() {
        assertThat(births.identity(7, ProcessIdentity.UNKNOWN_START, HOUR / 1000))
                .isEqualTo(new ProcessIdentity(7, ProcessIdentity.UNKNOWN_START));
    }

    private ProcessIdentity identity(long pid, long birth) {
        return births.read(step -> births.identity(pid, told(birth), step));
    }

    private long told(long birth) {
        return (birth + clock) / 1000;
    }
}
