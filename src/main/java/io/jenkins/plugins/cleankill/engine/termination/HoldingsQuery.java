package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Asks what the processes hold that are named at an end: the first few of them, those with sockets first, and not for long. */
final class HoldingsQuery {

    static final int MOST = 20;
    static final Duration LONGEST = Duration.ofSeconds(1);

    private final EvidenceReader evidence;
    private final Clock clock;
    private final OutcomeRecorder recorder;

    HoldingsQuery(EvidenceReader evidence, Clock clock, OutcomeRecorder recorder) {
        this.evidence = evidence;
        this.clock = clock;
        this.recorder = recorder;
    }

    /** Writes down what they hold; returns those that hold something. */
    List<ProcessInfo> ask(Stream<ProcessInfo> processes) {
        Duration end = clock.elapsed().plus(LONGEST);
        return processes
                .sorted(Comparator.comparing(process -> sockets(process).isEmpty()))
                .limit(MOST)
                .filter(process -> clock.elapsed().compareTo(end) < 0)
                .filter(this::ask)
                .toList();
    }

    private static Set<Long> sockets(ProcessInfo process) {
        return process.details().map(ProcessDetails::sockets).orElse(Set.of());
    }

    private boolean ask(ProcessInfo process) {
        Holdings holdings = evidence.holdings(process);
        recorder.holds(process.identity(), holdings);
        return !holdings.isEmpty();
    }
}
