package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeftToJenkinsExceptionTest {

    @Test
    void withoutJnaTheProcessesOfAWindowsAgentAreLeftToJenkins() {
        assertThat(LeftToJenkinsException.where(Optional.of("JNA is not there"), 7))
                .get()
                .satisfies(left -> assertThat(left)
                        .hasMessageContainingAll(
                                "On this Windows", "Jenkins' own killing", "Ctrl+C", "7 s", "JNA is not there"));
    }

    @Test
    void elsewhereTheyAreNot() {
        assertThat(LeftToJenkinsException.where(Optional.empty(), 7)).isEmpty();
    }
}
