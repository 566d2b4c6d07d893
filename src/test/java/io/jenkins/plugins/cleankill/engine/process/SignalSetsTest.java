package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import org.junit.jupiter.api.Test;

class SignalSetsTest {

    @Test
    void bitsCountFromOneAsInTheStatusFile() {
        SignalSets nohup = new SignalSets(0, 0x1, 0x4002); // SIGHUP ignored, SIGINT and SIGTERM caught

        assertThat(nohup.of(Signal.HUP)).isEqualTo(Disposition.IGNORED);
        assertThat(nohup.of(Signal.INT)).isEqualTo(Disposition.CAUGHT);
        assertThat(nohup.of(Signal.TERM)).isEqualTo(Disposition.CAUGHT);
        assertThat(nohup.of(Signal.QUIT)).isEqualTo(Disposition.DEFAULT);
    }

    @Test
    void aHandlerCountsBeforeABlock() {
        SignalSets blocking = SignalSets.DEFAULT.blocking(Signal.TERM);

        assertThat(blocking.of(Signal.TERM)).isEqualTo(Disposition.BLOCKED);
        assertThat(blocking.catching(Signal.TERM).of(Signal.TERM)).isEqualTo(Disposition.CAUGHT);
    }

    @Test
    void theLastChoiceHolds() {
        SignalSets sets = SignalSets.DEFAULT.ignoring(Signal.USR1).catching(Signal.USR1);

        assertThat(sets.of(Signal.USR1)).isEqualTo(Disposition.CAUGHT);
        assertThat(sets.ignoring(Signal.USR1).of(Signal.USR1)).isEqualTo(Disposition.IGNORED);
    }
}
