package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeCheckTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final RungRecord RUNG = new RungRecord(Signal.TERM, NOW, Duration.ofSeconds(15));

    static Stream<Outcome> nonsense() {
        return Stream.of(
                null,
                report(null, NOW, RUNG, process(1, "sh", NOW)),
                report(Instant.EPOCH, null, RUNG, process(1, "sh", NOW)),
                report(Instant.EPOCH, FOR_EVER, RUNG, process(1, "sh", NOW)),
                report(Instant.EPOCH, Duration.ofNanos(-1), RUNG, process(1, "sh", NOW)),
                report(Instant.EPOCH, NOW, new RungRecord(null, NOW, NOW), process(1, "sh", NOW)),
                report(Instant.EPOCH, NOW, new RungRecord(Signal.TERM, NOW, null), process(1, "sh", NOW)),
                report(Instant.EPOCH, NOW, RUNG, process(-1, "sh", NOW)),
                report(Instant.EPOCH, NOW, RUNG, process(1, null, NOW)),
                report(Instant.EPOCH, NOW, RUNG, process(1, "sh", null)),
                report(Instant.EPOCH, NOW, RUNG, process(null, Ending.ENDED, List.of(), List.of())),
                report(Instant.EPOCH, NOW, RUNG, process(Membership.ROOT, null, List.of(), List.of())),
                report(Instant.EPOCH, NOW, RUNG, with(new SignalRecord(null, NOW, SignalSender.Result.SENT))),
                report(Instant.EPOCH, NOW, RUNG, with(new SignalRecord(Signal.TERM, NOW, null))),
                report(Instant.EPOCH, NOW, RUNG, with(new Span(NOW, FOR_EVER))));
    }

    @ParameterizedTest
    @MethodSource
    void nonsense(Outcome answer) {
        assertThatIOException()
                .isThrownBy(() -> OutcomeCheck.checked(answer))
                .withMessage("The agent's answer makes no sense");
    }

    static Stream<Outcome> wrongTypes() {
        List<ProcessRecord> none = List.of();
        ProcessRecord signalled = process(Membership.ROOT, Ending.ENDED, of("SIGTERM"), List.of());
        ProcessRecord held = process(Membership.ROOT, Ending.ENDED, List.of(), of(NOW));
        ProcessRecord started = new ProcessRecord(
                1, 0, "sh", of(7), Membership.ROOT, NOW, List.of(), List.of(), Ending.ENDED, NOW, null);
        return Stream.of(
                new Outcome(Instant.EPOCH, NOW, of("TERM"), none, List.of()),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), of("sh"), List.of()),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), none, of(7)),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), none, List.of(), of("redis"), List.of()),
                new Outcome(
                        Instant.EPOCH, NOW, List.of(), none, List.of(), of(new LookAlike(0, "x", NOW, "x")), List.of()),
                new Outcome(
                        Instant.EPOCH,
                        NOW,
                        List.of(),
                        none,
                        List.of(),
                        of(new LookAlike(7, "x", NOW, null)),
                        List.of()),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), none, List.of(), List.of(), of("dump")),
                new Outcome(
                        Instant.EPOCH,
                        NOW,
                        List.of(RUNG),
                        none,
                        List.of(),
                        List.of(),
                        of(new ThreadDump(0, "java", ""))),
                new Outcome(
                        Instant.EPOCH,
                        NOW,
                        List.of(RUNG),
                        none,
                        List.of(),
                        List.of(),
                        of(new ThreadDump(7, "java", null))),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), List.of(signalled), List.of()),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), List.of(held), List.of()),
                new Outcome(Instant.EPOCH, NOW, List.of(RUNG), List.of(started), List.of()));
    }

    @ParameterizedTest
    @MethodSource
    void wrongTypes(Outcome outcome) {
        nonsense(outcome);
    }

    /** What an agent can send, and a compiler would refuse. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> of(Object wrong) {
        return (List<T>) List.of(wrong);
    }

    @Test
    void whatMakesSenseIsTaken() throws IOException {
        Outcome outcome = Reports.full().outcome();

        assertThat(OutcomeCheck.checked(outcome)).isEqualTo(outcome);
    }

    private static Outcome report(Instant started, Duration took, RungRecord rung, ProcessRecord process) {
        return new Outcome(started, took, List.of(rung), List.of(process), List.of());
    }

    private static ProcessRecord process(long pid, String command, Duration firstSeen) {
        return new ProcessRecord(
                pid, 0, command, List.of(), Membership.ROOT, firstSeen, List.of(), List.of(), Ending.ENDED, NOW, null);
    }

    private static ProcessRecord with(SignalRecord signal) {
        return process(Membership.ROOT, Ending.ENDED, List.of(signal), List.of());
    }

    private static ProcessRecord with(Span span) {
        return process(Membership.ROOT, Ending.ENDED, List.of(), List.of(span));
    }

    private static ProcessRecord process(
            Membership membership, Ending ending, List<SignalRecord> signals, List<Span> frozen) {
        return new ProcessRecord(1, 0, "sh", List.of(), membership, NOW, signals, frozen, ending, null, null);
    }
}
