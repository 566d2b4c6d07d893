package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.fake.FakeShell;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Given this machine, when the build is aborted, then this happened. */
class TerminatorTest {

    private static final Cookie COOKIE = Cookie.random();
    private static final Duration TOOL_NEEDS = Duration.ofMillis(1200);

    private final FakeMachine machine = new FakeMachine();
    private final FakeProcess neighbour =
            machine.startNeighbour("neighbour").environment(Cookie.random().asVariables());
    private final List<TerminationEvent> events = new ArrayList<>();
    private Settings settings = Settings.DEFAULT;
    private Veto veto = Veto.NONE;
    private Scope scope = Scope.of(COOKIE);

    @AfterEach
    void nothingIsHeldAndTheNeighbourLives() {
        assertThat(machine.held()).isEmpty();
        assertThat(neighbour.isAlive()).isTrue();
    }

    @Test
    void aToolFinishesAndTheNextCommandNeverRuns() throws IOException {
        FakeShell.run(main("script"), this::tool, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.processes())
                .extracting(Outcome.ProcessRecord::command)
                .containsExactly("dash", "tool");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(2);
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(50));
    }

    @Test
    void nestedShellsUnwindFromTheInsideOut() throws IOException {
        FakeShell.run(
                main("outer"),
                outer -> {
                    FakeProcess inner = child(outer, "inner");
                    FakeShell.run(inner, this::tool, this::next);
                    return inner;
                },
                this::next);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to inner", "TERM to outer");
    }

    @Test
    void aTrapRunsAfterItsForegroundChildAndItsCleanupIsLeftInPeace() throws IOException {
        FakeProcess script = main("script");
        FakeShell.run(script, this::tool, this::next).trap(shell -> {
            FakeProcess cleanup = child(shell, "cleanup");
            cleanup.endAfter(Duration.ofSeconds(2));
            shell.whenChildEnds(ended -> shell.end());
        });

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(TOOL_NEEDS.plusSeconds(2));
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(3);
    }

    @Test
    void aForegroundCommandThatWasStartedJustBeforeTheShellGotItsSignalIsNoCleanup() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash").catches(Signal.TERM, shell -> {});
        script.whenChildEnds(ended -> script.end());
        machine.afterNextRead(() -> tool(script));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    @Test
    void aChildBetweenForkAndExecIsSignalledOnlyAfterItsExec() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/mksh").catches(Signal.TERM, shell -> {});
        script.whenChildEnds(ended -> script.end());
        FakeProcess sleeper = child(script, "sleep").executable("/usr/bin/mksh").catches(Signal.TERM, forked -> {});
        machine.after(Duration.ofMillis(5), () -> sleeper.execs("/usr/bin/sleep"));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to sleep");
        assertThat(outcome.took()).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void aParentThatBlocksSignalsOnlyWhileItForksIsNoOwner() throws IOException {
        FakeProcess python = main("python").collects(Signal.TERM, p -> {});
        FakeShell.run(python, this::tool, this::next);
        machine.after(Duration.ofMillis(5), python::resetsSignals);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to python");
    }

    @Test
    void aFilterEndsOfEndOfFileAndGetsNoSignal() throws IOException {
        long pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        child(script, "tee").filters(pipe);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
    }

    @Test
    void aLoopThatReadsUnderMkshIsAFilterThoughMkshAlwaysCatches() throws IOException {
        long pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/mksh").catches(Signal.TERM, FakeProcess::end);
        tool(script).writes(1, pipe);
        child(script, "loop")
                .executable("/usr/bin/mksh")
                .catches(Signal.TERM, FakeProcess::end)
                .filters(pipe);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(outcome.took()).isGreaterThanOrEqualTo(TOOL_NEEDS);
    }

    @Test
    void aFilterThatDoesNotEndOfEndOfFileGetsTheSignalOneSecondLater() throws IOException {
        long pipe = machine.pipe();
        FakeProcess script = main("script");
        tool(script).writes(1, pipe);
        child(script, "slow").reads(0, pipe, process -> {});

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to slow", "TERM to script");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS.plusSeconds(1), TOOL_NEEDS.plusMillis(1100));
    }

    @Test
    void filtersThatFeedEachOtherAreNotWaitedFor() throws IOException {
        long there = machine.pipe();
        long back = machine.pipe();
        FakeProcess script = main("script");
        child(script, "ping").filters(back).writes(1, there);
        child(script, "pong").filters(there).writes(1, back);

        Outcome outcome = terminate();

        assertThat(outcome.took()).isLessThan(Duration.ofMillis(100));
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(3);
    }

    @Test
    void aShellThatReadsItsChildsOutputSeesNoEndOfFileBeforeItsSignal() throws IOException {
        long pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/dash");
        FakeProcess tool = tool(script).writes(1, pipe);
        script.reads(3, pipe, shell -> next(shell));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(tool.isAlive()).isFalse();
    }

    @Test
    void aScriptWhoseOutputGoesThroughAFilterOfItsOwnDoesNotWaitForIt() throws IOException {
        long pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/bash").writes(1, pipe);
        child(script, "tee").filters(pipe);
        tool(script).writes(1, pipe);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(100));
    }

    @Test
    void anOwnerIsTheOnlyOneOfItsSubtreeThatGetsTheSignal() throws IOException {
        FakeProcess timeout = main("timeout");
        FakeProcess tool = child(timeout, "tool");
        timeout.catches(Signal.TERM, owner -> tool.endAfter(TOOL_NEEDS)).whenChildEnds(ended -> timeout.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to timeout");
    }

    @Test
    void whatAnOwnerLeavesBehindGetsTheSignalWhenItIsGone() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, FakeProcess::end);
        tool(child(owner, "helper"));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to owner", "TERM to tool", "TERM to helper");
    }

    @Test
    void aProcessThatCollectsTheSignalWithSigwaitIsAnOwner() throws IOException {
        FakeProcess supervisor = main("supervisor");
        FakeProcess tool = child(supervisor, "tool");
        supervisor.collects(Signal.TERM, s -> tool.endAfter(TOOL_NEEDS)).whenChildEnds(ended -> supervisor.end());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to supervisor");
    }

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

    @Test
    void everyRungHasItsSignalAndItsWindow() throws IOException {
        settings = with(Ladder.parse("INT 3s, QUIT 2s, TERM 1s"), Delivery.STRUCTURED);
        FakeProcess stubborn = main("stubborn").ignores(Signal.INT).ignores(Signal.TERM);
        stubborn.catches(Signal.QUIT, p -> {});

        Outcome outcome = terminate();

        assertThat(machine.sentSignals())
                .containsExactly("INT to stubborn", "QUIT to stubborn", "TERM to stubborn", "KILL to stubborn");
        assertThat(outcome.rungs())
                .extracting(Outcome.RungRecord::at)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void aStoppedProcessActsOnItsSignal() throws IOException {
        main("stopped").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS)).stopped();

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to stopped");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(1);
    }

    @Test
    void aProcessThatStopsJustBeforeItsSignalIsContinued() throws IOException {
        FakeProcess process = main("stops").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        machine.afterNextRead(process::stopped);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to stops");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(1);
    }

    @Test
    void aZombieIsDead() throws IOException {
        FakeProcess parent = main("parent").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        child(parent, "zombie").becomesZombie().end();

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to parent");
    }

    @Test
    void aDaemonThatClearedItsEnvironmentStaysAMember() throws IOException {
        FakeProcess script = main("script");
        FakeProcess daemon = machine.start(script, "daemon").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        script.catches(Signal.TERM, FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to daemon");
        assertThat(daemon.isAlive()).isFalse();
    }

    @Test
    void aReusedPidIsNotTouched() throws IOException {
        FakeProcess script = main("script").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        FakeProcess tool = child(script, "tool").catches(Signal.TERM, p -> {});
        machine.after(Duration.ofMillis(500), () -> {
            tool.end();
            machine.reuse(tool, "stranger");
        });

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
    }

    @Test
    void aNextCommandThatSlippedThroughGetsTheSignalAtOnceAndIsTold() throws IOException {
        FakeProcess script = main("script").ignores(Signal.TERM);
        FakeShell.run(script, this::tool, this::next);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool", "TERM to next");
        assertThat(outcome.remarks())
                .singleElement()
                .asString()
                .contains("next")
                .contains("slipped through");
    }

    @Test
    void theKeptOnesAreLeftAloneWithTheirDescendants() throws IOException {
        FakeProcess script = main("script");
        child(child(script, "adb"), "adb-helper");
        child(script, "daemon").environment(Map.of(Cookie.VARIABLE, COOKIE.value(), "BUILD_ID", "dontKillMe"));
        child(script, "vetoed");
        veto = process -> process.name().equals("vetoed") ? Optional.of("vetoed by a plugin") : Optional.empty();
        settings = new Settings(
                Ladder.DEFAULT, Delivery.STRUCTURED, LeftoverPolicy.KILL, new KeepPatterns(List.of("a?b")), false);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
        assertThat(machine.alive()).containsExactly("adb", "adb-helper", "daemon", "vetoed");
        assertThat(outcome.count(Ending.KEPT)).isEqualTo(4);
        assertThat(events).filteredOn(TerminationEvent.Kept.class::isInstance).hasSize(4);
    }

    @Test
    void theDurableWrapperIsHeldUntilTheLastMemberHasEnded() throws IOException {
        Map<String, String> mark = new HashMap<>(COOKIE.asVariables());
        mark.put("JENKINS_SERVER_COOKIE", "please-do-not-kill-me");
        FakeProcess wrapper = machine.start(AGENT, "sh").environment(mark);
        FakeProcess script = child(wrapper, "script").catches(Signal.TERM, FakeProcess::end);
        tool(script);
        List<Duration> recorded = new ArrayList<>();
        wrapper.whenChildEnds(child -> recorded.add(machine.elapsed()));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(recorded).singleElement().satisfies(at -> assertThat(at).isGreaterThanOrEqualTo(TOOL_NEEDS));
        assertThat(wrapper.isAlive()).isTrue();
    }

    @Test
    void aWrapperThatACutOffTerminationHeldIsLetGo() throws IOException {
        Map<String, String> mark = new HashMap<>(COOKIE.asVariables());
        mark.put("JENKINS_SERVER_COOKIE", "please-do-not-kill-me");
        FakeProcess wrapper = machine.start(AGENT, "sh").environment(mark).stopped();

        terminate();

        assertThat(wrapper.isStopped()).isFalse();
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
    void anUnreadableEnvironmentIsSaidAndItsProcessIsFoundByDescent() throws IOException {
        FakeProcess script = main("script");
        machine.start(script, "setuid").unreadableEnvironment();

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.remarks())
                .singleElement()
                .asString()
                .startsWith("The environment of setuid (")
                .endsWith("can't be read: whatever it starts is found by descent only");
    }

    @Test
    void allDeliversToEverybodyAtOnce() throws IOException {
        settings = with(Ladder.DEFAULT, Delivery.ALL);
        FakeShell.run(main("script"), this::tool, this::next);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
    }

    @Test
    void allLeavesACleanupCommandAndItsChildrenInPeace() throws IOException {
        settings = with(Ladder.DEFAULT, Delivery.ALL);
        FakeProcess script = main("script").executable("/usr/bin/bash");
        script.catches(
                Signal.TERM,
                shell -> machine.after(Duration.ofMillis(5), () -> {
                    FakeProcess cleanup = child(shell, "cleanup");
                    child(cleanup, "rm").endAfter(Duration.ofSeconds(1));
                    cleanup.endAfter(Duration.ofSeconds(1));
                    shell.endAfter(Duration.ofSeconds(1));
                }));
        child(script, "sleep");

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to sleep");
        assertThat(outcome.count(Ending.ENDED)).isEqualTo(4);
    }

    @Test
    void mainDeliversToTheRootsOnly() throws IOException {
        settings = with(Ladder.parse("TERM 2s"), Delivery.MAIN);
        FakeProcess root = main("root");
        child(root, "child").catches(Signal.TERM, FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to root", "KILL to child");
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

    private FakeProcess main(String name) {
        return machine.start(AGENT, name).environment(COOKIE.asVariables());
    }

    private FakeProcess child(FakeProcess parent, String name) {
        return machine.start(parent, name).environment(COOKIE.asVariables());
    }

    private FakeProcess tool(FakeProcess parent) {
        return child(parent, "tool").catches(Signal.TERM, tool -> tool.endAfter(TOOL_NEEDS));
    }

    private FakeProcess next(FakeProcess parent) {
        return child(parent, "next");
    }

    private static Settings with(Ladder ladder, Delivery delivery) {
        return new Settings(ladder, delivery, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
    }

    private Terminator terminator() {
        return new Terminator(
                machine, scope, settings, new KeepRules(scope.keepMarkers(), settings.keep(), veto), events::add);
    }

    private Outcome terminate() throws IOException {
        Outcome outcome = terminator().run();
        if (outcome.count(Ending.KEPT) == 0 && outcome.count(Ending.LEFT) == 0) {
            assertThat(machine.alive()).doesNotContain("script", "tool", "next");
        }
        return outcome;
    }
}
