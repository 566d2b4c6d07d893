package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerBytesTest {

    private static final AtomicInteger READ = new AtomicInteger();

    @Test
    void everyKindOfAnswerArrives() throws IOException {
        Outcome outcome = Reports.full().outcome();
        List<ProcessIdentity> processes = List.of(new ProcessIdentity(7, 9));
        List<FoundBuild> builds = List.of(new FoundBuild(
                "origin",
                List.of(new FoundProcess(7, 9, "sh", true, false)),
                1,
                Duration.ofHours(3),
                List.of("adb"),
                false));

        assertThat(OutcomeBytes.read(OutcomeBytes.of(outcome))).isEqualTo(outcome);
        assertThat(AnswerBytes.listOf(AnswerBytes.of(processes), ProcessIdentity.class))
                .isEqualTo(processes);
        assertThat(AnswerBytes.listOf(AnswerBytes.of(builds), FoundBuild.class)).isEqualTo(builds);
    }

    /** It is not even looked at. */
    @Test
    void tooManyBytesAreRefusedByTheirNumber() {
        assertThatIOException()
                .isThrownBy(() -> AnswerBytes.read(new byte[AnswerBytes.MOST + 1], Object.class))
                .withMessage("The agent's answer can't be taken: 16777217 bytes; allowed: at most 16777216");
    }

    static Stream<Object> strangers() {
        return Stream.of(
                new Trap(),
                List.of(new Trap()),
                Set.of("a"),
                new HashSet<>(Set.of("a")),
                Map.of("a", "b"),
                new ArrayList<>(List.of("a")),
                new File("/"),
                new long[1_000_001]);
    }

    @ParameterizedTest
    @MethodSource
    void strangers(Object stranger) throws IOException {
        byte[] answer = AnswerBytes.of(stranger);

        assertThatIOException()
                .isThrownBy(() -> AnswerBytes.read(answer, Object.class))
                .withMessage("The agent's answer makes no sense");
        assertThat(READ).hasValue(0);
    }

    @Test
    void aNestIsRefusedByItsDepth() throws IOException {
        List<?> nest = List.of();
        for (int depth = 0; depth < 20; depth++) {
            nest = List.of(nest);
        }
        byte[] answer = AnswerBytes.of(nest);

        assertThatIOException().isThrownBy(() -> AnswerBytes.read(answer, List.class));
    }

    @Test
    void aListOfSomethingElseIsRefused() throws IOException {
        byte[] answer = AnswerBytes.of(List.of("sh"));

        assertThatIOException().isThrownBy(() -> AnswerBytes.listOf(answer, ProcessIdentity.class));
    }

    @Test
    void argumentsThatAreTooLongAreLeftOut() throws IOException {
        String argument = "x".repeat(100_000);

        Outcome read = OutcomeBytes.read(OutcomeBytes.of(outcome(200, argument, null)));

        assertThat(read.processes())
                .hasSize(200)
                .allMatch(process -> process.arguments().isEmpty());
        assertThat(read.remarks()).containsExactly("The processes' arguments were too long to be sent", "its own");
    }

    @Test
    void ofTooManyProcessesSomeAreLeftOut() throws IOException {
        Outcome read = OutcomeBytes.read(OutcomeBytes.of(outcome(60_000, "argument", "x".repeat(300))));

        assertThat(read.processes()).hasSize(5_000);
        assertThat(read.remarks()).contains("5000 of 60000 processes are told: all were too many to be sent");
    }

    private static Outcome outcome(int processes, String argument, String why) {
        return new Outcome(
                Instant.EPOCH,
                Duration.ZERO,
                List.of(),
                LongStream.rangeClosed(1, processes)
                        .mapToObj(pid -> new ProcessRecord(
                                pid,
                                0,
                                "sh",
                                List.of(argument + pid),
                                Membership.ROOT,
                                Duration.ZERO,
                                List.of(),
                                List.of(),
                                Ending.ENDED,
                                Duration.ZERO,
                                why == null ? null : why + pid))
                        .toList(),
                List.of("its own"));
    }

    /** A class that does something while it is read. */
    private static final class Trap implements Serializable {

        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
            stream.defaultReadObject();
            READ.incrementAndGet();
        }
    }
}
