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

/** What an owner does not tell is left to it, until there is a reason to tell it. */
class OwnedTest extends FakeMachineTestBase {

    private static final Duration BLINK = Duration.ofMillis(300);

    /** A pool whose parent asks its workers to end, each in its turn. */
    @Test
    void whatAnOwnerCanAskIsLeftToItBeyondHalfOfTheWindow() throws IOException {
        FakeProcess runner = main("runner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(10)));
        var pipe = machine.pipe();
        runner.writes(5, pipe);
        child(runner, "worker").filters(pipe);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to runner");
    }

    /** It asks by closing the pipe: until the worker notices, on a busy machine, there is no way to ask it any more. */
    @Test
    void whatAnOwnerHasAskedByClosingThePipeIsNotTold() throws IOException {
        FakeProcess runner =
                child(main("script"), "runner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(12)));
        var pipe = machine.pipe();
        runner.writes(5, pipe);
        child(runner, "worker")
                .catches(Signal.TERM, p -> {})
                .reads(3, pipe, reader -> reader.endAfter(Duration.ofSeconds(1)));
        machine.after(Duration.ofSeconds(9), () -> runner.closes(5));

        terminate();

        assertThat(machine.sentSignals()).containsExactlyInAnyOrder("TERM to script", "TERM to runner");
    }

    @Test
    void whatAnOwnerThatTellsOthersDoesNotTellIsLeftToItBeyondHalfOfTheWindow() throws IOException {
        FakeProcess runner = main("runner");
        FakeProcess tool = tool(runner);
        child(runner, "helper");
        runner.catches(Signal.TERM, owner -> {
            owner.signals(tool, Signal.TERM);
            owner.endAfter(Duration.ofSeconds(10));
        });

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to runner by us", "TERM to tool by runner", "TERM to helper by us");
        assertThat(sentAt("helper", Signal.TERM)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anOwnerThatWaitsForItsCleanupIsNotTheOneThatWaitsForItsChild() throws IOException {
        FakeProcess runner = main("runner").waitsIn("do_wait");
        child(runner, "helper");
        runner.catches(Signal.TERM, owner -> child(owner, "cleanup").endAfter(Duration.ofSeconds(2)))
                .whenChildEnds(ended -> runner.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to runner", "TERM to helper");
        assertThat(sentAt("helper", Signal.TERM)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    /** The process reaper of a JVM waits for a child, whatever the shutdown hooks do. */
    @Test
    void ofSeveralThreadsOneThatWaitsForAChildProvesNothing() throws IOException {
        FakeProcess java =
                main("java").waitsIn("do_wait", "futex_wait").worksFor(100, 20).catches(Signal.TERM, p -> {});
        child(java, "helper");
        java.endAfter(Duration.ofSeconds(2));

        terminate();

        assertThat(sentAt("helper", Signal.TERM)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
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

    /** The first rung's signal was ignored by inheritance, as in a Pipeline: the second one is the first that it gets. */
    @Test
    void inASecondRungAnOwnersHelperIsLeftToItAsInTheFirst() throws IOException {
        settings = with(Ladder.parse("INT 3s, TERM 12s"), Delivery.STRUCTURED);
        FakeProcess wrapper = machine.startNeighbour("wrapper").ignores(Signal.INT);
        main("tool").catches(Signal.INT, FakeProcess::end);
        FakeProcess owner = machine.start(wrapper, "owner")
                .environment(COOKIE.asVariables())
                .ignores(Signal.INT)
                .catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(3)));
        child(owner, "helper").executable("/usr/bin/dash").ignores(Signal.INT);

        terminate();

        Duration told = sentAt("owner", Signal.TERM);
        assertThat(sentAt("helper", Signal.CONT)).isBetween(told, told.plusSeconds(1));
        assertThat(sentAt("helper", Signal.TERM)).isGreaterThanOrEqualTo(told.plusSeconds(3));
    }

    @Test
    void whatIsInTheBlinkIsItsOwnersWhenTheProcessBetweenThemHasEnded() throws IOException {
        FakeProcess node = main("node");
        FakeProcess middle = child(node, "middle").catches(Signal.TERM, FakeProcess::end);
        FakeProcess tool = tool(middle);
        node.catches(Signal.TERM, owner -> {
            owner.signals(middle, Signal.TERM);
            machine.after(Duration.ofSeconds(1), () -> owner.signals(tool, Signal.TERM));
            owner.endAfter(Duration.ofSeconds(3));
        });

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to node by us", "TERM to middle by node", "TERM to tool by node");
    }

    /** On a busy machine it comes to that late. */
    @Test
    void anOwnerThatHasJustBegunToWaitIsWatchedALittleLonger() throws IOException {
        FakeProcess ninja = main("ninja").catches(Signal.TERM, p -> {});
        machine.after(BLINK.minusMillis(50), () -> ninja.waitsIn("do_wait"));
        tool(ninja);
        ninja.whenChildEnds(ended -> ninja.end());

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to ninja", "TERM to tool");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusSeconds(1));
    }

    /** Told at half of the window itself, it has as long as in a blink to pass the signal on. */
    @Test
    void whatAnOwnerMayYetTellAtHalfOfTheWindowIsNotToldBesides() throws IOException {
        FakeProcess outer = main("outer").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(12)));
        FakeProcess inner = child(outer, "inner");
        FakeProcess tool = tool(inner).leadsGroup();
        inner.catches(
                Signal.TERM, owner -> machine.after(Duration.ofMillis(100), () -> owner.signals(tool, Signal.TERM)));

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to outer by us", "TERM to inner by us", "TERM to tool by inner");
    }
}
