package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalDumpPhaseTest extends FakeMachineTestBase {

    @BeforeEach
    void ttinAndUsr1AreWanted() {
        Settings standard = Settings.DEFAULT;
        settings = new Settings(
                standard.ladder(),
                standard.delivery(),
                standard.leftovers(),
                standard.keep(),
                false,
                DumpSignals.parse("TTIN, USR1"),
                null);
    }

    @Test
    void whatCatchesASignalGetsItAndHasAMomentToPrint() throws IOException {
        FakeProcess script = main("script");
        child(script, "sidekiq").catches(Signal.TTIN, self -> {});
        child(script, "python").catches(Signal.USR1, self -> {});

        Outcome outcome = terminate();

        assertThat(sentAt("sidekiq", Signal.TTIN)).isLessThan(Duration.ofMillis(10));
        assertThat(sentAt("python", Signal.USR1)).isLessThan(Duration.ofMillis(10));
        assertThat(sentAt("sidekiq", Signal.TERM)).isGreaterThanOrEqualTo(SignalDumpPhase.TO_PRINT);
        assertThat(outcome.remarks())
                .anyMatch(remark -> remark.matches(
                        "Asked to print what hangs, by a signal that is caught: SIGTTIN to sidekiq \\(\\d+\\)"))
                .anyMatch(remark -> remark.matches(".*: SIGUSR1 to python \\(\\d+\\)"));
    }

    /** TTIN would stop it, USR1 would end it before its turn. */
    @Test
    void whatDoesNotCatchItGetsNone() throws IOException {
        FakeProcess script = main("script");
        child(script, "tool").ignores(Signal.TTIN).blocks(Signal.USR1);

        Outcome outcome = terminate();

        assertThat(machine.allSent()).extracting(sent -> sent.signal()).doesNotContain(Signal.TTIN, Signal.USR1);
        assertThat(outcome.remarks()).isEmpty();
        assertThat(sentAt("tool", Signal.TERM)).isLessThan(SignalDumpPhase.TO_PRINT);
    }

    /** HotSpot uses SIGUSR2 among its threads. */
    @Test
    void aJvmGetsNone() throws IOException {
        FakeProcess jvm = main("jvm").catches(Signal.USR1, FakeProcess::end);
        machine.threadDumps().isSilent(jvm);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to jvm");
    }

    @Test
    void whatIsStoppedGetsNone() throws IOException {
        FakeProcess stopped = main("stopped").catches(Signal.TTIN, FakeProcess::end);
        machine.send(stopped.identity(), Signal.STOP);

        terminate();

        assertThat(machine.allSent()).extracting(sent -> sent.signal()).doesNotContain(Signal.TTIN);
    }
}
