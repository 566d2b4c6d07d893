package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlreadyReportedTest {

    private final AlreadyReported reported = new AlreadyReported();

    private static FoundProcess process(long pid, long start) {
        return new FoundProcess(pid, start, "sleep", false, false);
    }

    private static FoundBuild build(FoundProcess... processes) {
        return new FoundBuild("", List.of(processes), processes.length, Duration.ZERO, List.of(), false);
    }

    @Test
    void aProcessIsNewsOnceAndAReusedPidIsAnotherOne() {
        assertThat(reported.isNews(process(7, 1))).isTrue();
        assertThat(reported.isNews(process(7, 1))).isFalse();
        assertThat(reported.isNews(process(7, 2))).isTrue();
    }

    @Test
    void whoseProcessesWereAllTriedIsNotTriedAgain() {
        assertThat(reported.isWorthATry(build(process(7, 1)))).isTrue();
        assertThat(reported.isWorthATry(build(process(7, 1)))).isFalse();
        assertThat(reported.isWorthATry(build(process(7, 1), process(8, 1)))).isTrue();
        assertThat(reported.isWorthATry(build(process(8, 1)))).isFalse();
    }

    @Test
    void anAgentThatComesBackBeginsAnew() {
        reported.isNews(process(7, 1));
        reported.isWorthATry(build(process(7, 1)));

        reported.forget();

        assertThat(reported.isNews(process(7, 1))).isTrue();
        assertThat(reported.isWorthATry(build(process(7, 1)))).isTrue();
    }

    @Test
    void anAgentThatMakesProcessesUpIsNotListenedToForEver() {
        assertThat(LongStream.rangeClosed(1, 20_000).filter(pid -> reported.isNews(process(pid, 1))))
                .hasSize(10_000);
    }
}
