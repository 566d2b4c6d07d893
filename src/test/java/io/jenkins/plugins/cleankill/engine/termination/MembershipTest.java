package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is ended, who is left alone, and who is held meanwhile. */
class MembershipTest extends FakeMachineTestBase {

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
    void anOrphanWithAClearedEnvironmentIsFoundByTheSessionOrTheGroupThatAMemberLeads() throws IOException {
        FakeProcess script = main("script").leadsSession();
        FakeProcess job = child(script, "job").leadsGroup();
        orphan(script, "in the session");
        orphan(job, "in the group");

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.processes()).hasSize(4);
    }

    @Test
    void theSessionOfAKeptOneIsLeftAlone() throws IOException {
        main("script").catches(Signal.TERM, FakeProcess::end);
        FakeProcess kept = main("kept")
                .leadsSession()
                .environment(Map.of(Cookie.VARIABLE, COOKIE.value(), "BUILD_ID", "dontKillMe"));
        orphan(kept, "orphan");

        terminate();

        assertThat(machine.alive()).containsExactlyInAnyOrder("kept", "orphan");
    }

    @Test
    void aSessionWhoseNumberIsAStrangersByNowIsLeftAlone() throws IOException {
        FakeProcess script = main("script").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        FakeProcess leader = child(script, "leader").leadsSession().catches(Signal.TERM, FakeProcess::end);
        machine.after(Duration.ofMillis(500), () -> {
            FakeProcess stranger = machine.reuse(leader, "stranger").leadsSession();
            machine.start(stranger, "of the stranger");
        });

        terminate();

        assertThat(machine.alive()).containsExactly("of the stranger");
    }

    /** A stranger that leads a session for a moment, as a daemon's first process does, is in no snapshot. */
    @Test
    void aSessionWhoseNumberWasAStrangersForAMomentIsLeftAlone() throws IOException {
        FakeProcess script = main("script").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        FakeProcess leader = child(script, "leader").leadsSession().catches(Signal.TERM, FakeProcess::end);
        machine.after(Duration.ofMillis(300), leader::end);
        machine.after(Duration.ofMillis(900), () -> {
            FakeProcess stranger = machine.reuse(leader, "stranger").leadsSession();
            machine.start(stranger, "of the stranger");
            stranger.end();
        });

        terminate();

        assertThat(machine.alive()).containsExactly("of the stranger");
    }

    @Test
    void asASubreaperWeInheritOrphansAndTellThemFromOurOwnChildren() throws IOException {
        scope = Scope.ofCommand(COOKIE, true);
        machine.adoptOrphans();
        FakeProcess script = main("script").leadsSession();
        FakeProcess middle = machine.start(script, "middle").leadsSession();
        machine.start(middle, "orphan");
        middle.end();
        script.end();

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to orphan");
    }

    @Test
    void asASubreaperInASessionFromOutsideWeInheritThemAsWell() throws IOException {
        scope = Scope.ofCommand(COOKIE, true);
        machine.adoptOrphans();
        machine.leadersAreOutside();
        FakeProcess script = main("script").leadsSession();
        machine.start(script, "orphan");
        script.end();

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to orphan");
    }

    private void orphan(FakeProcess grandparent, String name) {
        FakeProcess parent = machine.start(grandparent, "parent");
        machine.start(parent, name);
        parent.end();
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
        assertIsHeldToTheEnd(wrapper);
    }

    /** The wrapper learns of its script's end when the last member has ended. */
    private void assertIsHeldToTheEnd(FakeProcess wrapper) throws IOException {
        FakeProcess script = child(wrapper, "script").catches(Signal.TERM, FakeProcess::end);
        tool(script);
        List<Duration> recorded = new ArrayList<>();
        wrapper.whenChildEnds(child -> recorded.add(machine.elapsed()));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script", "TERM to tool");
        assertThat(recorded).singleElement().satisfies(at -> assertThat(at).isGreaterThanOrEqualTo(TOOL_NEEDS));
        assertThat(wrapper.isAlive()).isTrue();
        assertThat(wrapper.isStopped()).isFalse();
    }

    @Test
    void aWrapperThatACutOffTerminationHeldIsLetGo() throws IOException {
        Map<String, String> mark = new HashMap<>(COOKIE.asVariables());
        mark.put("JENKINS_SERVER_COOKIE", "please-do-not-kill-me");
        FakeProcess wrapper = machine.start(AGENT, "sh").environment(mark).stopped();

        terminate();

        assertThat(wrapper.isStopped()).isFalse();
    }

    /** It carries the cookie of its script, and no marker. */
    @Test
    void theWrapperOfABatchFileIsHeldAsWell() throws IOException {
        FakeProcess wrapper = main("cmd.exe")
                .executable("C:\\windows\\system32\\cmd.exe")
                .arguments("cmd", "/c", "C:\\w@tmp\\durable-1f\\jenkins-wrap.bat");
        assertIsHeldToTheEnd(wrapper);
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
    void fiftyOfThemAreOneLineAfterTheAnnouncement() throws IOException {
        FakeProcess script = main("script");
        for (int i = 0; i < 50; i++) {
            machine.start(script, "worker" + i).unreadableEnvironment();
        }

        terminate();

        assertThat(events.get(0)).isInstanceOf(TerminationEvent.RungBegun.class);
        assertThat(events)
                .filteredOn(TerminationEvent.Remark.class::isInstance)
                .singleElement()
                .asString()
                .contains("The environments of worker0 (", ", worker2 (", ") and 47 more can't be read: ");
    }
}
