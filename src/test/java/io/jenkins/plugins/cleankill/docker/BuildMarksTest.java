package io.jenkins.plugins.cleankill.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildMarksTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration AGE = Duration.ofMinutes(1);
    private static final Instant YOUNG = NOW.minusSeconds(59);
    private static final Instant OLD = NOW.minusSeconds(62);
    private static final Cookie OURS = Cookie.random();
    private static final DockerAnswer HERE = new DockerAnswer(List.of(), NOW, true);
    private static final DockerAnswer ELSEWHERE = new DockerAnswer(List.of(), NOW, false);
    private static final BuildMarks ALONE = marks(true, true);

    private static BuildMarks marks(boolean alone, boolean workspaceIsItsOwn) {
        return new BuildMarks(
                OURS,
                "jenkins-a-1",
                Set.of("jenkins-a-1-2", "jenkins-b-7"),
                Set.of("/ws/a"),
                NOW.minus(AGE).minusSeconds(1),
                AGE,
                alone,
                workspaceIsItsOwn);
    }

    private static RunningContainer container(
            String name, Instant created, Map<String, String> labels, List<String> mounted, Map<String, String> env) {
        return new RunningContainer("0".repeat(64), name, "nginx", created, labels, mounted, env);
    }

    private static RunningContainer named(String name) {
        return container(name, YOUNG, Map.of(), List.of(), Map.of());
    }

    private static RunningContainer mounting(String path, Instant created, Map<String, String> environment) {
        return container("web", created, Map.of(), List.of("/etc/hosts", path), environment);
    }

    private static RunningContainer labelled(String key, String value) {
        return container("web", YOUNG, Map.of("a", "b", key, value), List.of(), Map.of());
    }

    @Test
    void theCookieIsAProofInEveryCase() {
        RunningContainer ours = container("x", OLD, Map.of(), List.of(), Map.of(OURS.variable(), OURS.value()));

        assertThat(marks(false, false).signOf(ours, ELSEWHERE)).contains("its environment carries the cookie");
        assertThat(marks(false, false).signOf(labelled("cookie", OURS.value()), ELSEWHERE))
                .contains("a label carries the cookie");
    }

    @ParameterizedTest
    @CsvSource({"/ws/a,true", "/ws/a/sub,true", "/ws/a@tmp/x,true", "/ws/a@2,false", "/ws/ab,false", "/ws,false"})
    void aMountIsWithinTheWorkspaceByWholeNames(String path, boolean expected) {
        assertThat(ALONE.signOf(mounting(path, YOUNG, Map.of()), HERE).isPresent())
                .isEqualTo(expected);
    }

    @Test
    void whatIsOlderThanTheBlockIsNotIts() {
        assertThat(ALONE.signOf(mounting("/ws/a", OLD, Map.of()), HERE)).isEmpty();
        assertThat(ALONE.signOf(container("jenkins-a-1", OLD, Map.of(), List.of(), Map.of()), ELSEWHERE))
                .isEmpty();
    }

    @Test
    void aPathOfAnotherMachineSaysNothing() {
        assertThat(ALONE.signOf(mounting("/ws/a", YOUNG, Map.of()), ELSEWHERE)).isEmpty();
    }

    @Test
    void aWorkspaceOfSeveralBranchesSaysNothing() {
        assertThat(marks(false, false).signOf(mounting("/ws/a", YOUNG, Map.of()), HERE))
                .isEmpty();
        assertThat(marks(false, true).signOf(mounting("/ws/a", YOUNG, Map.of()), HERE))
                .contains("it mounts the workspace");
    }

    /** Another block's, or one that a step like inside has handed its whole environment to. */
    @Test
    void whatCarriesAnotherEnvironmentIsAnothers() {
        Map<String, String> otherBlock = Cookie.random().asVariables();

        assertThat(ALONE.signOf(mounting("/ws/a", YOUNG, otherBlock), HERE)).isEmpty();
        assertThat(ALONE.signOf(mounting("/ws/a", YOUNG, Map.of("EXECUTOR_NUMBER", "1")), HERE))
                .isEmpty();
    }

    @Test
    void composeTellsItsFolder() {
        String folder = "com.docker.compose.project.working_dir";

        assertThat(ALONE.signOf(labelled(folder, "/ws/a/deploy"), HERE))
                .contains("Compose started it in the workspace");
        assertThat(ALONE.signOf(labelled(folder, "/ws/a@2"), HERE)).isEmpty();
        assertThat(ALONE.signOf(labelled("other", "/ws/a/deploy"), HERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jenkins-a-1", "web-jenkins-a-1", "Jenkins-A-1_web_1", "jenkins-a-1.db"})
    void aNameHasTheBuildsTag(String name) {
        assertThat(ALONE.signOf(named(name), ELSEWHERE)).contains("it is named after the build");
    }

    /** The tag of build 2 of job a-1 begins with that of build 1 of job a. */
    @ParameterizedTest
    @ValueSource(strings = {"jenkins-a-12", "xjenkins-a-1", "jenkins-a-1-2", "web-jenkins-a-1-2_db", "jenkins-b-7"})
    void aNameWithAnotherBuildsTagIsAnothers(String name) {
        assertThat(ALONE.signOf(named(name), HERE)).isEmpty();
    }

    @Test
    void theTagIsOfAllBranches() {
        assertThat(marks(false, true).signOf(named("jenkins-a-1"), HERE)).isEmpty();
        assertThat(marks(false, true).signOf(labelled("build", "jenkins-a-1"), HERE))
                .isEmpty();
        assertThat(ALONE.signOf(labelled("build", "jenkins-a-1"), ELSEWHERE)).contains("a label is the build's tag");
        assertThat(ALONE.signOf(labelled("build", "jenkins-a-1-2"), ELSEWHERE)).isEmpty();
    }
}
