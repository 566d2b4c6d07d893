package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeftToJenkinsExceptionTest {

    @Test
    void onWindowsTheProcessesAreLeftToJenkins() {
        assertThat(LeftToJenkinsException.where(';', 7))
                .get()
                .satisfies(left -> assertThat(left)
                        .hasMessageContainingAll("On Windows", "Jenkins' own killing", "Ctrl+C", "7 s"));
    }

    @Test
    void elsewhereTheyAreNot() {
        assertThat(LeftToJenkinsException.where(':', 7)).isEmpty();
    }
}
