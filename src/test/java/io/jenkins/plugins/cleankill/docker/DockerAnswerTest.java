package io.jenkins.plugins.cleankill.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerAnswerTest {

    private static final String ID = "3f2a9c1b7d04".repeat(6).substring(0, 64);
    private static final String CONTAINER = """
            {"id":"ID","name":"/web","image":"nginx:1.25","created":"2026-03-01T12:00:00.123456789Z","labels":LABELS,\
            "mounts":[{"Type":"bind","Source":"/ws/a","Destination":"/w"},{"Type":"volume","Name":"v","Source":"/var/lib/v"}],\
            "environment":["CLEAN_KILL_COOKIE=x=y","BUILD_ID=7",null]}
            """.replace("ID\",\"name", ID + "\",\"name");
    private static final String END = "daemon 2026-03-01T14:00:01.5+02:00 host\nagent host\n";

    private static String text(String labels) {
        return CONTAINER.replace("LABELS", labels) + END;
    }

    @Test
    void aContainerIsTold() throws IOException {
        DockerAnswer answer = DockerAnswer.parse(text("{\"a\":\"b\"}"));

        assertThat(answer.containers())
                .containsExactly(new RunningContainer(
                        ID,
                        "web",
                        "nginx:1.25",
                        Instant.parse("2026-03-01T12:00:00.123456789Z"),
                        Map.of("a", "b"),
                        List.of("/ws/a"),
                        Map.of("CLEAN_KILL_COOKIE", "x=y", "BUILD_ID", "7")));
        assertThat(answer.now()).isEqualTo("2026-03-01T12:00:01.500Z");
        assertThat(answer.onTheAgent()).isTrue();
        assertThat(answer.containers().get(0).shown()).isEqualTo("container web (nginx:1.25, 3f2a9c1b7d04)");
    }

    @Test
    void aDaemonOnAnotherMachineIsToldByItsName() throws IOException {
        assertThat(DockerAnswer.parse(text("null").replace("agent host", "agent pod-7"))
                        .onTheAgent())
                .isFalse();
    }

    @Test
    void whereNothingRunsThereIsNoMore() throws IOException {
        assertThat(DockerAnswer.parse("").containers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"id\":\"7\"}"})
    void whatIsNoAnswerIsRefused(String line) {
        assertThatIOException().isThrownBy(() -> DockerAnswer.parse(line)).withMessageStartingWith("docker's answer");
    }

    @Test
    void anAnswerThatBreaksOffIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> DockerAnswer.parse(text("null").replace("agent host\n", "")))
                .withMessage("docker's answer breaks off");
    }

    @Test
    void theEndsOfStoppedContainersAreTold() throws IOException {
        StopAnswer answer = StopAnswer.parse("exit a 3\nexit b 137\nexit c 0\nrunning c d\n");

        assertThat(answer.running()).isEqualTo(Set.of("c", "d"));
        assertThat(answer.exitCodes()).isEqualTo(Map.of("a", 3L, "b", 137L));
        assertThat(StopAnswer.parse("running\n").running()).isEmpty();
    }

    /** An answer without the list of what runs says nothing: a container that is not in it may run. */
    @Test
    void endsThatAreNotKnownAreNotTold() {
        assertThatIOException().isThrownBy(() -> StopAnswer.parse("exit a 3\n"));
    }
}
