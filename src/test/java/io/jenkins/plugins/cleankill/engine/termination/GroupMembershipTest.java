package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members by the control group of the build's launches. */
class GroupMembershipTest extends FakeMachineTestBase {

    private static final GroupName OURS = GroupName.ofCookie(COOKIE.value());

    /** An orphan that has overwritten its environment, in a session of its own. */
    private FakeProcess daemon(GroupName group) {
        FakeProcess daemon = machine.start(1, "daemon").leadsSession();
        machine.controlGroups().enter(group, daemon);
        return daemon;
    }

    /** A look takes its time, in which a process of the storm is over. */
    private void storm() {
        storm(Duration.ofMillis(30));
    }

    private void storm(Duration look) {
        machine.controlGroups().storm(OURS, () -> {
            machine.passTime(look);
            return machine.start(1, "storm").leadsSession().ignores(Signal.TERM);
        });
    }

    @Test
    void aDaemonIsFoundThoughItsEnvironmentAndItsParentSayNothing() throws IOException {
        daemon(OURS);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to daemon");
        assertThat(outcome.processes()).extracting(ProcessRecord::membership).containsExactly(Membership.CONTROL_GROUP);
        assertThat(outcome.remarks())
                .anyMatch(line -> line.endsWith("is in the build's control group, which alone tells whose it is"));
    }

    @Test
    void aDaemonOfAnotherBuildIsLeftAlone() throws IOException {
        main("script").catches(Signal.TERM, FakeProcess::end);
        daemon(GroupName.ofCookie(Cookie.random().value()));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
        assertThat(machine.alive()).containsExactly("daemon");
    }

    @Test
    void aBuildThatIsOverIsFoundByItsGroup() throws IOException {
        String build = "0123456789abcdef:1:over%231";
        scope = Scope.ofVariables(Map.of("CLEAN_KILL_BUILD", build));
        daemon(GroupName.ofBuild(build).orElseThrow());

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to daemon");
    }

    @Test
    void aTerminationOfOneCommandLeavesTheRestOfTheGroupAlone() throws IOException {
        scope = Scope.of(COOKIE, Map.of("JENKINS_SERVER_COOKIE", "durable-1"));
        daemon(OURS);

        terminate();

        assertThat(machine.sentSignals()).isEmpty();
        assertThat(machine.alive()).containsExactly("daemon");
    }

    @Test
    void whatIsMarkedToLiveOnIsKept() throws IOException {
        daemon(OURS).environment(Map.of("BUILD_ID", "dontKillMe"));

        terminate();

        assertThat(machine.sentSignals()).isEmpty();
        assertThat(machine.alive()).containsExactly("daemon");
    }

    @Test
    void theWrapperIsNoMember() throws IOException {
        FakeProcess wrapper = main("wrapper")
                .environment(Map.of(Cookie.VARIABLE, COOKIE.value(), "JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));
        machine.controlGroups().enter(OURS, wrapper);
        child(wrapper, "script").catches(Signal.TERM, FakeProcess::end);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to script");
        assertThat(machine.alive()).containsExactly("wrapper");
    }

    @Test
    void theGroupIsNotEmptyWhenAProcessIsBornThereAfterTheSnapshot() throws IOException {
        FakeProcess first = daemon(OURS);
        machine.afterNextRead(() -> {
            machine.start(first, "late").leadsSession();
            first.end();
        });

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(outcome.processes()).hasSize(1);
        assertThat(machine.sentSignals()).containsExactly("TERM to late");
    }

    @Test
    void aStormOfWhichNoProcessIsEverReadIsFrozenAndKilled() throws IOException {
        storm();

        Outcome outcome = terminate();

        assertThat(machine.alive()).isEmpty();
        assertThat(machine.sentSignals()).endsWith("KILL to storm");
        assertThat(outcome.processes()).anyMatch(process -> process.ending() == Ending.KILLED);
        assertOver(outcome);
    }

    /** A process is frozen when it gets the processor: on a busy machine that takes longer than its group is waited for. */
    @Test
    void aStormThatIsFrozenLateIsKilled() throws IOException {
        machine.controlGroups().freezeSlowly(5);
        storm();

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).endsWith("KILL to storm");
        assertOver(outcome);
    }

    @Test
    void aStormThatForksOnceMoreBeforeItIsFrozenIsKilled() throws IOException {
        machine.controlGroups().freezeAfterBirths(3);
        storm();

        Outcome outcome = terminate();

        assertOver(outcome);
    }

    @Test
    void aStormIsKilledInTimeWhereALookTakesLong() throws IOException {
        storm(Duration.ofMillis(1400));

        Outcome outcome = terminate();

        assertOver(outcome);
    }

    /** The storm is: its group lists nothing, and no process was left. */
    private void assertOver(Outcome outcome) {
        assertThat(machine.controlGroups().pids(OURS)).isEmpty();
        assertThat(outcome.processes()).noneMatch(process -> process.ending() == Ending.LEFT);
    }

    @Test
    void theWrapperOfAStormGoesOn() throws IOException {
        FakeProcess wrapper = main("wrapper")
                .environment(Map.of(Cookie.VARIABLE, COOKIE.value(), "JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));
        machine.controlGroups().enter(OURS, wrapper);
        storm();

        terminate();

        assertThat(machine.alive()).containsExactly("wrapper");
    }
}
