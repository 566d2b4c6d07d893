package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ladder from its first rung to SIGKILL, and what ends it early. */
class TerminatorTest extends FakeMachineTestBase {

    @Test
    void aStubbornOneIsKilledAtTheEndOfItsWindowAndTheReasonIsTold() throws IOException {
        main("stubborn").ignores(Signal.TERM);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to stubborn", "KILL to stubborn");
        assertThat(outcome.processes().get(0).ending()).isEqualTo(Ending.KILLED);
        assertThat(outcome.processes().get(0).why()).contains("ignores SIGTERM");
        assertThat(outcome.took()).isBetween(Duration.ofSeconds(15), Duration.ofMillis(15_300));
        assertThat(events).hasAtLeastOneElementOfType(TerminationEvent.StillWaiting.class);
        assertThat(events)
                .filteredOn(TerminationEvent.StillWaiting.class::isInstance)
                .hasSize(2);
    }

    /** The shell that was held is a victim: it was there first, and is told last. */
    @Test
    void whoKeptTheOthersWaitingIsToldFirst() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash").catches(Signal.TERM, shell -> {});
        child(script, "stubborn").ignores(Signal.TERM);

        terminate();

        assertThat(events)
                .filteredOn(TerminationEvent.Killed.class::isInstance)
                .extracting(event -> ((TerminationEvent.Killed) event).process().command())
                .containsExactly("stubborn", "dash");
    }

    @Test
    void everyRungHasItsSignalAndItsWindow() throws IOException {
        settings = with(Ladder.parse("INT 3s, QUIT 2s, TERM 1s"), Delivery.STRUCTURED);
        FakeProcess stubborn = main("stubborn").catches(Signal.INT, p -> {}).ignores(Signal.TERM);
        stubborn.catches(Signal.QUIT, p -> {});

        Outcome outcome = terminate();

        assertThat(machine.sentSignals())
                .containsExactly("INT to stubborn", "QUIT to stubborn", "TERM to stubborn", "KILL to stubborn");
        assertThat(outcome.rungs())
                .extracting(Outcome.RungRecord::at)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    /** In a Pipeline, all that `sh` starts ignores SIGINT. */
    @Test
    void aRungThatEveryProcessIgnoresIsNotWaitedFor() throws IOException {
        settings = with(Ladder.parse("INT 30s, TERM 2s"), Delivery.STRUCTURED);
        child(main("script").ignores(Signal.INT), "sleep").ignores(Signal.INT);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to sleep", "TERM to script");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(outcome.remarks()).containsExactly("SIGINT was not waited for: every process ignored it");
    }

    @Test
    void aRungThatOneProcessHeedsIsWaitedFor() throws IOException {
        settings = with(Ladder.parse("INT 3s, TERM 2s"), Delivery.STRUCTURED);
        FakeProcess script = main("script").ignores(Signal.INT);
        child(script, "slow").catches(Signal.INT, slow -> slow.endAfter(Duration.ofSeconds(1)));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).contains("INT to slow", "TERM to script");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aTerminationThatIsTakenUpDoesNotRepeatItsSignalToThoseWhoCatchIt() throws IOException {
        FakeProcess script = main("script").stopped();
        FakeProcess tool = child(script, "tool").catches(Signal.TERM, FakeProcess::end);
        child(tool, "cleanup");
        machine.after(Duration.ofSeconds(2), tool::end);

        terminator().takeUp();

        assertThat(machine.sentSignals()).doesNotContain("TERM to tool").contains("TERM to script");
        assertThat(machine.alive()).isEmpty();
    }

    @Test
    void theWrapperOfACommandThatEndedWhileTheAgentWasAwayGoesOn() throws IOException {
        String name = "JENKINS_SERVER_COOKIE";
        machine.start(AGENT, "wrapper")
                .environment(Map.of(Cookie.VARIABLE, COOKIE.value(), name, "please-do-not-kill-me"))
                .stopped();
        scope = Scope.of(COOKIE, Map.of(name, "durable-1"));

        terminator().takeUp();

        assertThat(machine.held()).isEmpty();
    }

    @Test
    void whoWasToLetGoWhatALostTerminationHeldIsEnded() throws IOException {
        machine.start(AGENT, "ours").environment(Map.of(ThawWatchdog.VARIABLE, COOKIE.value()));
        machine.start(AGENT, "other")
                .environment(Map.of(ThawWatchdog.VARIABLE, Cookie.random().value()));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("KILL to ours");
    }

    @Test
    void whoWasToLetGoWhatALostTerminationOfANestedOrANodeBlockHeldIsEnded() throws IOException {
        for (Cookie cookie : List.of(Cookie.within(COOKIE.asVariables()), Cookie.ofNode())) {
            machine.start(AGENT, cookie.variable()).environment(Map.of(ThawWatchdog.VARIABLE, cookie.value()));
            scope = Scope.of(cookie, Map.of("JENKINS_SERVER_COOKIE", "durable-1"));

            terminate();
        }

        assertThat(machine.sentSignals()).containsExactly("KILL to CLEAN_KILL_COOKIE_2", "KILL to CLEAN_KILL_NODE");
    }

    @Test
    void aSecondRequestKillsWhatIsLeft() throws IOException {
        FakeProcess script = main("script");
        child(script, "stubborn").ignores(Signal.TERM);
        Terminator terminator = terminator();
        machine.after(Duration.ofSeconds(2), terminator::killNow);

        Outcome outcome = terminator.run();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.took()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2300));
        assertThat(events).hasAtLeastOneElementOfType(TerminationEvent.KillNow.class);
    }

    @Test
    void aForkStormIsStoppedBeforeItIsKilled() throws IOException {
        FakeProcess storm = main("storm").ignores(Signal.TERM);
        fork(storm, 40);
        settings = with(Ladder.parse("TERM 1s"), Delivery.STRUCTURED);

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void whatCanNotBeKilledIsNamedAndTheEndComesAllTheSame() throws IOException {
        FakeProcess script = main("script");
        machine.start(script, "sudo").ofAnotherUser();
        child(script, "stuck").uninterruptible();

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(outcome.processes())
                .filteredOn(p -> p.ending() == Ending.LEFT)
                .extracting(Outcome.ProcessRecord::command, Outcome.ProcessRecord::why)
                .satisfiesExactly(
                        sudo -> assertThat(sudo.toString()).contains("sudo").contains("not permitted"),
                        stuck -> assertThat(stuck.toString()).contains("stuck").contains("rpc_wait_bit_killable"));
    }

    @Test
    void withoutProcNothingIsSignalledAndTheFailureIsTold() {
        main("script");
        machine.loseProc();

        assertThatExceptionOfType(IOException.class).isThrownBy(this::terminate).withMessageContaining("/proc");
        assertThat(machine.allSent()).isEmpty();
    }

    @Test
    void withNobodyAliveNothingIsSaid() throws IOException {
        assertThat(terminate().processes()).isEmpty();
        assertThat(events).isEmpty();
    }

    private void fork(FakeProcess parent, int generations) {
        if (generations > 0) {
            machine.after(Duration.ofMillis(50), () -> {
                if (parent.isAlive() && !parent.isStopped()) {
                    fork(child(parent, "storm").ignores(Signal.TERM), generations - 1);
                }
            });
        }
    }
}
