package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An owner gets the signal while its descendants are frozen: so it is seen whether it passes the signal on. */
class BlinkTest extends FakeMachineTestBase {

    private static final Duration BLINK = Duration.ofMillis(300);

    @Test
    void whatAnOwnerTellsGetsNoSecondSignal() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess tool = tool(tini);
        tini.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> tini.end());

        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("TERM to tini by us", "TERM to tool by tini");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
        assertThat(outcome.remarks()).containsExactly("tini (" + tini.identity().pid() + ") passes SIGTERM on");
    }

    @Test
    void aParentThatWasToldAndWouldDieStaysFrozenUntilItsChildrenHaveEnded() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell);
        shell.whenChildEnds(ended -> next(shell));
        tini.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    owner.signals(tool, Signal.TERM);
                })
                .whenChildEnds(ended -> tini.end());

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to tini by us", "TERM to sh by tini", "TERM to tool by tini");
    }

    /** GNU parallel does so when it is told to begin no further jobs. */
    @Test
    void whatAnOwnerMerelyContinuesWasNotTold() throws IOException {
        FakeProcess parallel = main("parallel");
        FakeProcess job = child(parallel, "job");
        parallel.catches(Signal.TERM, owner -> owner.signals(job, Signal.CONT)).whenChildEnds(ended -> parallel.end());
        job.endAfter(Duration.ofSeconds(1));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to parallel");
        assertThat(outcome.remarks()).isEmpty();
    }

    @Test
    void whatAnOwnerDoesNotTellIsLeftToItUntilItIsGone() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(3)));
        child(owner, "helper");

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to owner", "TERM to helper");
        assertThat(machine.allSent())
                .filteredOn(sent -> sent.name().equals("helper") && sent.signal() == Signal.TERM)
                .singleElement()
                .satisfies(sent -> assertThat(sent.at()).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void theChildOfAnOwnerThatWaitsForItAndTellsNobodyIsTold() throws IOException {
        FakeProcess ninja = main("ninja").catches(Signal.TERM, p -> {}).waitsIn("do_wait");
        tool(ninja);
        ninja.whenChildEnds(ended -> ninja.end());

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to ninja", "TERM to tool");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plus(BLINK).plusMillis(200));
    }

    @Test
    void theChildOfAnOwnerThatCanAskItIsNotToldForItsWaiting() throws IOException {
        FakeProcess runner = main("runner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(2)));
        runner.waitsIn("do_wait").writes(4, machine.pipe());
        var pipe = machine.pipe();
        runner.writes(5, pipe);
        child(runner, "worker").filters(pipe);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to runner");
    }

    @Test
    void atHalfOfTheWindowTheChildOfAnOwnerThatOnlyPollsIsTold() throws IOException {
        settings = with(Ladder.parse("TERM 8s"), Delivery.STRUCTURED);
        FakeProcess poller = main("poller").catches(Signal.TERM, p -> {});
        tool(poller);
        poller.whenChildEnds(ended -> poller.end());

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to poller", "TERM to tool");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS.plusSeconds(4), TOOL_NEEDS.plusMillis(4200));
    }

    @Test
    void whatNoOneHasToldIsToldInTheLastSecond() throws IOException {
        settings = with(Ladder.parse("TERM 4s"), Delivery.STRUCTURED);
        var pipe = machine.pipe();
        FakeProcess deaf = main("deaf").catches(Signal.TERM, p -> {}).writes(5, pipe);
        child(deaf, "worker").filters(pipe).catches(Signal.TERM, FakeProcess::end);
        deaf.whenChildEnds(ended -> deaf.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to deaf", "TERM to worker");
    }

    /** GNU timeout sends SIGCONT after the signal. */
    @Test
    void whatIsContinuedInTheBlinkWasTold() throws IOException {
        FakeProcess timeout = main("timeout");
        FakeProcess tool = tool(timeout);
        timeout.catches(Signal.TERM, owner -> {
                    owner.signals(tool, Signal.TERM);
                    owner.signals(tool, Signal.CONT);
                })
                .whenChildEnds(ended -> timeout.end());

        terminate();

        assertThat(machine.received())
                .filteredOn(line -> line.startsWith("TERM"))
                .containsExactly("TERM to timeout by us", "TERM to tool by timeout");
    }

    /** su and sudo stop themselves when their child is stopped, and swallow what comes meanwhile. */
    @Test
    void theOwnerIsFrozenBeforeItsDescendants() throws IOException {
        FakeProcess su = main("su");
        FakeProcess tool = tool(su);
        su.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> su.end());

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.signal() == Signal.STOP)
                .extracting(sent -> sent.name())
                .containsExactly("su", "tool");
    }

    /** bash with set -m ends its "stopped" jobs by SIGTERM and SIGCONT when it exits. */
    @Test
    void theJobsOfAShellWithJobControlAreNotFrozen() throws IOException {
        FakeProcess shell = main("script").executable("/usr/bin/bash").catches(Signal.TERM, p -> p.endAfter(BLINK));
        FakeProcess job = tool(shell).ignores(Signal.INT).leadsGroup();
        shell.whenChildStops(child -> shell.signals(job, Signal.TERM));

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.signal() == Signal.STOP)
                .extracting(sent -> sent.name())
                .doesNotContain("tool");
        assertThat(machine.received()).containsOnlyOnce("TERM to tool by us");
    }

    /** tini -g: the group is hung up by the kernel if it is orphaned while it is stopped, so it is not frozen. */
    @Test
    void aGroupThatItsOwnerHasToldIsKnownByTheEndOfAParentInIt() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash").leadsGroup();
        FakeProcess tool = tool(shell);
        tini.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    owner.signals(tool, Signal.TERM);
                })
                .whenChildEnds(ended -> tini.end());

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to tini by us", "TERM to sh by tini", "TERM to tool by tini");
    }

    @Test
    void aProcessThatSitsInSigwaitIsAnOwner() throws IOException {
        FakeProcess supervisor = main("supervisor");
        FakeProcess tool = tool(supervisor);
        supervisor
                .awaits(Signal.TERM, owner -> owner.signals(tool, Signal.TERM))
                .whenChildEnds(ended -> supervisor.end());

        terminate();

        assertThat(machine.received()).containsExactly("TERM to supervisor by us", "TERM to tool by supervisor");
    }
}
