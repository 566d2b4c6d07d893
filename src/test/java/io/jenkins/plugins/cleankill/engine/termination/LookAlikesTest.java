package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Daemons that nothing proves to be the build's are named, if they look like its own, and no signal reaches them. */
class LookAlikesTest extends FakeMachineTestBase {

    private static final Duration BEFORE = Duration.ofSeconds(60);

    @BeforeEach
    void theBuildHasWorkedHere() {
        workplace = new Workplace(Set.of("/w/job", "/w/job@tmp"), BEFORE, "c:1:job", Set.of());
        machine.passTime(Duration.ofSeconds(90));
    }

    @AfterEach
    void noDaemonGotASignal() {
        assertThat(machine.sentSignals()).noneMatch(sent -> sent.contains("redis"));
    }

    /** An orphan that has overwritten its environment, in a session of its own. */
    private FakeProcess redis() {
        return machine.start(1, "redis").leadsSession();
    }

    private List<String> found() throws IOException {
        Outcome outcome = terminate();
        assertThat(events.stream()
                        .filter(TerminationEvent.LooksAlike.class::isInstance)
                        .map(event -> ((TerminationEvent.LooksAlike) event).process()))
                .isEqualTo(outcome.lookAlikes());
        return outcome.lookAlikes().stream()
                .map(each -> each.command() + ": " + each.sign())
                .toList();
    }

    @Test
    void oneThatWorksInTheWorkspaceIsNamed() throws IOException {
        redis().worksIn("/w/job/data");
        machine.passTime(Duration.ofSeconds(12));

        Outcome outcome = terminate();

        assertThat(outcome.lookAlikes())
                .extracting(LookAlike::command, LookAlike::age, LookAlike::sign)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "redis",
                        Duration.ofSeconds(12),
                        "its environment does not tell a build; its working directory is /w/job/data"));
        assertThat(outcome.hadMembers()).isFalse();
    }

    @Test
    void oneIsNamedAfterATermination() throws IOException {
        main("script").catches(Signal.TERM, FakeProcess::end);
        redis().worksIn("/w/job");

        assertThat(found()).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(TerminationEvent.Over.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/w/job/redis.log", "/w/job@tmp/durable-1/jenkins-log.txt", "/w/job/lock (deleted)"})
    void oneWithAFileOfTheWorkspaceOpenIsNamed(String file) throws IOException {
        redis().worksIn("/").opensFile(3, "/dev/null").opensFile(4, file);

        assertThat(found()).containsExactly("redis: its environment does not tell a build; it has " + file + " open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/w/job@2", "/w/job2", "/w", "/", "/w/other/w/job", "/w/job2 (deleted)"})
    void oneThatWorksElsewhereIsNot(String directory) throws IOException {
        redis().worksIn(directory).opensFile(3, directory + "/file");

        assertThat(found()).isEmpty();
    }

    @Test
    void oneWhoseEnvironmentCantBeReadIsNamed() throws IOException {
        redis().worksIn("/w/job").unreadableEnvironment();

        assertThat(found()).containsExactly("redis: its environment can't be read; its working directory is /w/job");
    }

    @Test
    void ofAnotherUsersNothingIsClaimed() throws IOException {
        redis().worksIn("/w/job").ofAnotherUser();

        assertThat(found()).isEmpty();
    }

    @Test
    void anOlderOneIsNot() throws IOException {
        redis().worksIn("/w/job");
        machine.passTime(BEFORE.plus(Workplace.ON_THE_WAY).plusMillis(10));

        assertThat(found()).isEmpty();
    }

    @Test
    void oneThatGrewOlderWhileTheOrderWasOnItsWayIsNamed() throws IOException {
        redis().worksIn("/w/job");
        machine.passTime(BEFORE.plusSeconds(2));

        assertThat(found()).hasSize(1);
    }

    @Test
    void oneThatWasBornAsTheBuildBeganIsNamedAfterALongTermination() throws IOException {
        redis().worksIn("/w/job");
        machine.passTime(BEFORE);
        main("script").catches(Signal.TERM, script -> script.endAfter(Duration.ofSeconds(9)));

        assertThat(found()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JENKINS_NODE_COOKIE", "BUILD_ID", "HUDSON_COOKIE", "CLEAN_KILL_BUILD"})
    void oneOfAnotherBuildIsNot(String variable) throws IOException {
        redis().worksIn("/w/job").environment(Map.of(variable, "x"));

        assertThat(found()).isEmpty();
    }

    @Test
    void oneWithTheCookieOfAnotherBuildIsNot() throws IOException {
        redis().worksIn("/w/job")
                .environment(io.jenkins.plugins.cleankill.engine.process.Cookie.random()
                        .asVariables());

        assertThat(found()).isEmpty();
    }

    @Test
    void noneIsNamedWhereAnotherBuildWorksInTheSameWorkspace() throws IOException {
        redis().worksIn("/w/job");
        machine.startNeighbour("make").environment(Map.of("WORKSPACE", "/w/job", "CLEAN_KILL_BUILD", "c:2:other"));

        assertThat(found()).isEmpty();
    }

    @Test
    void oneIsNamedBesideAProcessOfTheSameBuild() throws IOException {
        redis().worksIn("/w/job");
        machine.startNeighbour("make").environment(Map.of("WORKSPACE", "/w/job", "CLEAN_KILL_BUILD", "c:1:job"));

        assertThat(found()).hasSize(1);
    }

    @Test
    void theAgentsOwnAreNot() throws IOException {
        machine.startNeighbour("git").worksIn("/w/job").environment(Map.of());

        assertThat(found()).isEmpty();
    }

    @Test
    void theChildrenOfOneAreItsOwnBusiness() throws IOException {
        machine.start(redis().worksIn("/w/job"), "redis-saver").worksIn("/w/job");

        assertThat(found()).hasSize(1);
    }

    @Test
    void oneThatIsToBeKeptIsNot() throws IOException {
        settings = new Settings(
                Ladder.DEFAULT, Delivery.STRUCTURED, LeftoverPolicy.KILL, new KeepPatterns(List.of("redis")), false);
        redis().worksIn("/w/job");

        assertThat(found()).isEmpty();
    }

    @Test
    void oneThatWasNamedBeforeIsNot() throws IOException {
        workplace =
                workplace.without(Set.of(redis().worksIn("/w/job").identity().pid()));

        assertThat(found()).isEmpty();
    }

    @Test
    void nothingIsReadOfOthers() throws IOException {
        workplace = Workplace.NONE;
        redis().worksIn("/w/job");

        assertThat(found()).isEmpty();
    }

    @Test
    void aSurveyNamesThemToo() throws IOException {
        redis().worksIn("/w/job");

        assertThat(terminator().survey().lookAlikes()).hasSize(1);
    }
}
