package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbortSwitchTest {

    private final AbortSwitch abort = new AbortSwitch();

    @Test
    void theFirstRequestTellsTheCause() {
        assertThat(abort.requested()).isNotDone();

        abort.request("Aborted by SIGINT");
        abort.request("Aborted by SIGTERM");

        assertThat(abort.requested()).isCompletedWithValue("Aborted by SIGINT");
    }
}
