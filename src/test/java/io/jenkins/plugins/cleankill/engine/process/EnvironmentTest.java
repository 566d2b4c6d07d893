package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private static final Environment READ = Environment.of(Map.of("A", "1", "B", "2"));

    @Test
    void allThatIsWantedMustBeThere() {
        assertThat(READ.hasAll(Map.of("A", "1", "B", "2"))).isTrue();
        assertThat(READ.hasAll(Map.of("A", "1", "B", "3"))).isFalse();
        assertThat(READ.hasAll(Map.of("A", "1", "C", "1"))).isFalse();
    }

    @Test
    void nothingSelectsNothing() {
        assertThat(READ.hasAll(Map.of())).isFalse();
    }

    @Test
    void oneThatWasNotReadProvesNothing() {
        assertThat(Environment.UNREADABLE.has("A", "1")).isFalse();
        assertThat(Environment.UNREADABLE).isNotEqualTo(Environment.of(Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Environment(Readability.UNREADABLE, Map.of("A", "1")))
                .withMessageContaining("variables");
    }
}
