package io.jenkins.plugins.cleankill.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContainerLinesTest {

    private static final BuildMarks MARKS = new BuildMarks(
            Cookie.random(),
            "jenkins-a-1",
            Set.of(),
            Set.of("/ws/a"),
            Instant.EPOCH,
            Duration.ofMinutes(1),
            true,
            true);

    private static FoundContainer found(String name, Map<String, String> environment, String... keep) {
        RunningContainer container = new RunningContainer(
                "3f2a9c1b7d04" + "0".repeat(52),
                name,
                "nginx",
                Instant.EPOCH.plusSeconds(100),
                Map.of(),
                List.of("/ws/a"),
                environment);
        DockerAnswer answer = new DockerAnswer(List.of(container), Instant.EPOCH.plusSeconds(101), true);
        return FoundContainer.in(answer, MARKS, new KeepPatterns(List.of(keep)).compile())
                .get(0);
    }

    @Test
    void whatIsLeftIsNamedWithTheWayToEndIt() {
        assertThat(ContainerLines.left(List.of(found("web", Map.of()))))
                .containsExactly(
                        "Still running at the end: container web (nginx, 3f2a9c1b7d04): it mounts the workspace",
                        "To end it: docker stop 3f2a9c1b7d04; or containers: 'stop', which does it at the end of each build");
    }

    @Test
    void whatIsKeptIsNamedWithTheReason() {
        assertThat(ContainerLines.left(
                        List.of(found("web", Map.of(), "w*"), found("db", Map.of("BUILD_ID", "dontKillMe")))))
                .containsExactly(
                        "Still running at the end: container web (nginx, 3f2a9c1b7d04): it mounts the workspace."
                                + " It is kept: it matches keep 'w*'",
                        "Still running at the end: container db (nginx, 3f2a9c1b7d04): it mounts the workspace."
                                + " It is kept: it carries BUILD_ID=dontKillMe");
        assertThat(found("web", Map.of(), "nginx").isKept()).isTrue();
    }

    @Test
    void whatBecameOfEachIsTold() {
        FoundContainer web = found("web", Map.of());

        assertThat(ContainerLines.stopped(
                        List.of(
                                web.as(ContainerEnding.STOPPED, 0L),
                                web.as(ContainerEnding.STOPPED, 137L),
                                web.as(ContainerEnding.STOPPED),
                                web.as(ContainerEnding.LEFT),
                                web.as(ContainerEnding.UNKNOWN)),
                        Duration.ofMillis(1_234)))
                .containsExactly(
                        "container web has ended with exit code 0",
                        "container web has ended with exit code 137, as after SIGKILL",
                        "container web has ended",
                        "container web is still running after docker stop",
                        "container web may still be running: docker has not told",
                        "5 containers after 1.2 s: 3 ended, 1 left, 1 not known");
    }

    @Test
    void veryManyAreAFewLines() {
        List<FoundContainer> many =
                IntStream.range(0, 30).mapToObj(i -> found("c" + i, Map.of())).toList();

        assertThat(ContainerLines.left(many)).hasSize(22).contains("and 10 more containers still running");
        assertThat(ContainerLines.stopping(many, Duration.ofSeconds(15)))
                .hasSize(22)
                .last()
                .isEqualTo("waiting up to 15 s for 30 containers (abort to kill them now)");
    }
}
