package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentTest {

    private final Moment moment = new Moment(5000, 700);

    @Test
    void whoWasBornInAnEarlierTickWasThereBefore() {
        assertThat(moment.isAfterBirthOf(new ProcessIdentity(900, 4999))).isTrue();
        assertThat(moment.isAfterBirthOf(new ProcessIdentity(600, 5001))).isFalse();
    }

    @Test
    void withinATickThePidsTell() {
        assertThat(moment.isAfterBirthOf(new ProcessIdentity(700, 5000))).isTrue();
        assertThat(moment.isAfterBirthOf(new ProcessIdentity(701, 5000))).isFalse();
    }

    @Test
    void theCountOfPidsMayBeginAnew() {
        assertThat(moment.isAfterBirthOf(new ProcessIdentity(32_700, 5000))).isTrue();
        assertThat(new Moment(5000, 32_700).isAfterBirthOf(new ProcessIdentity(301, 5000)))
                .isFalse();
    }

    @Test
    void withoutAPidATickIsAllThatIsKnown() {
        assertThat(Moment.atTick(5000).isAfterBirthOf(new ProcessIdentity(1, 5000)))
                .isFalse();
        assertThat(Moment.atTick(5000).isAfterBirthOf(new ProcessIdentity(1, 4999)))
                .isTrue();
    }
}
