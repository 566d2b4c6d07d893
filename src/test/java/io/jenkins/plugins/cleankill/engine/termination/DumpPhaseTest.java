package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DumpPhaseTest extends FakeMachineTestBase {

    @BeforeEach
    void dumpsAreAskedFor() {
        settings = new Settings(
                Settings.DEFAULT.ladder(),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                true);
    }

    @AfterEach
    void everyRequestIsClosed() {
        assertThat(machine.threadDumps().open()).isZero();
    }

    @Test
    void theDumpIsThereBeforeTheFirstSignalAndToldAfterTheAnnouncement() throws IOException {
        FakeProcess script = main("script");
        machine.threadDumps().answers(child(script, "gradle"), Duration.ofMillis(300), "\"main\" #1\n");
        machine.threadDumps().answers(child(script, "worker"), Duration.ofMillis(200), "\"main\" #1\n");

        Outcome outcome = terminate();

        assertThat(outcome.dumps()).extracting(ThreadDump::command).containsExactly("worker", "gradle");
        assertThat(sentAt("gradle", Signal.TERM)).isBetween(Duration.ofMillis(300), Duration.ofMillis(400));
        assertThat(events.get(0)).isInstanceOf(TerminationEvent.RungBegun.class);
        assertThat(events)
                .filteredOn(TerminationEvent.ThreadsDumped.class::isInstance)
                .hasSize(2);
        assertThat(outcome.remarks()).isEmpty();
    }

    @Test
    void aSilentJvmIsWaitedForTwoSeconds() throws IOException {
        machine.threadDumps().isSilent(main("jvm"));

        Outcome outcome = terminate();

        assertThat(sentAt("jvm", Signal.TERM)).isBetween(DumpPhase.LIMIT, DumpPhase.LIMIT.plusMillis(50));
        assertThat(outcome.remarks())
                .singleElement()
                .asString()
                .matches(
                        "No thread dump came here from jvm \\(\\d+\\): if it has printed one, it is in its own output");
    }

    @Test
    void aSecondAbortEndsTheWaitForADump() throws IOException {
        machine.threadDumps().isSilent(main("jvm").ignores(Signal.TERM));
        Terminator terminator = terminator();
        machine.after(Duration.ofMillis(100), terminator::killNow);

        Outcome outcome = terminator.run();

        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(machine.alive()).isEmpty();
    }

    @Test
    void whereTheAnswerCantComeToUsSigquitIsSentAndTheReasonTold() throws IOException {
        FakeProcess script = main("script");
        machine.threadDumps().refuses(child(script, "refusing"));
        machine.threadDumps().isUnreachable(child(script, "hidden"));
        FakeProcess stopped = child(script, "stopped");
        machine.threadDumps().answers(stopped, Duration.ZERO, "x");
        machine.send(stopped.identity(), Signal.STOP);

        Outcome outcome = terminate();

        assertThat(outcome.dumps()).isEmpty();
        assertThat(outcome.remarks())
                .anyMatch(remark -> remark.matches(".*: refusing \\(\\d+\\), as it does not answer us"))
                .anyMatch(remark -> remark.matches(".*: hidden \\(\\d+\\), as it can't be reached otherwise"))
                .anyMatch(remark -> remark.matches(".*: stopped \\(\\d+\\), as it is stopped"));
        assertThat(machine.sentSignals()).contains("QUIT to refusing", "QUIT to hidden", "QUIT to stopped");
    }

    @Test
    void aProcessThatCatchesSigquitAndIsNoJvmGetsNone() throws IOException {
        main("go").catches(Signal.QUIT, FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to go");
    }

    @Test
    void aJvmThatLeavesSigquitToTheSystemGetsNone() throws IOException {
        FakeProcess jvm = main("jvm");
        machine.threadDumps().answers(jvm, Duration.ZERO, "x");
        jvm.resetsSignals();

        assertThat(terminate().dumps()).isEmpty();
        assertThat(machine.sentSignals()).containsExactly("TERM to jvm");
    }

    @Test
    void sixteenJvmsAreAsked() throws IOException {
        FakeProcess script = main("script");
        for (int number = 0; number < 20; number++) {
            machine.threadDumps().answers(child(script, "worker"), Duration.ofMillis(1), "x");
        }

        Outcome outcome = terminate();

        assertThat(outcome.dumps()).hasSize(16);
        assertThat(outcome.remarks()).contains("16 of 20 Java virtual machines were asked for a thread dump");
    }
}
