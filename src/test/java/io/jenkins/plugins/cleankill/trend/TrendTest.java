package io.jenkins.plugins.cleankill.trend;

import static io.jenkins.plugins.cleankill.trend.Summaries.build;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.trend.BuildSummary.Result;
import io.jenkins.plugins.cleankill.trend.TrendPicture.Bar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void theWorstOfItsProcessesIsABuildsResult() {
        assertThat(build(1, 1, 5, 0, 0).result()).isEqualTo(Result.ENDED);
        assertThat(build(1, 1, 5, 1, 0).result()).isEqualTo(Result.KILLED);
        assertThat(build(1, 1, 5, 1, 1).result()).isEqualTo(Result.LEFT);
    }

    @Test
    void resultsAndTimesOfAll() {
        Trend trend = new Trend(
                List.of(build(9, 40, 1, 0, 1), build(8, 3, 2, 1, 0), build(7, 2, 2, 1, 0), build(3, 1, 1, 0, 0)));

        assertThat(trend.count(Result.ENDED)).isEqualTo(1);
        assertThat(trend.count(Result.KILLED)).isEqualTo(2);
        assertThat(trend.count(Result.LEFT)).isEqualTo(1);
        assertThat(trend.median()).isEqualTo(Duration.ofSeconds(2));
        assertThat(trend.longest()).isEqualTo(Duration.ofSeconds(40));
        assertThat(trend.latest(2).builds()).extracting(BuildSummary::build).containsExactly(9, 8);
        assertThat(new Trend(List.of()).median()).isZero();
    }

    @Test
    void theCommandThatWasKilledMostComesFirst() {
        Trend trend = new Trend(List.of(
                Summaries.killed(3, Map.of("node", 2, "java", 1)),
                Summaries.killed(2, Map.of("java", 7)),
                Summaries.killed(1, Map.of("bash", 2))));

        assertThat(trend.killedMost(3))
                .containsExactly(
                        new Trend.Killed("java", 8, 2), new Trend.Killed("bash", 2, 1), new Trend.Killed("node", 2, 1));
        assertThat(trend.killedMost(1)).hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<BuildSummary> builds = List.of(
                Summaries.killed(12, Map.of("x\n\"<script>", 3, "java", 1)),
                build(11, 0, 1, 0, 0),
                build(2, 7, 0, 0, 4));

        assertThat(TrendJson.read(TrendJson.write(builds))).isEqualTo(builds);
    }

    @Test
    void whatIsDamagedIsRefused() {
        String good = TrendJson.write(List.of(build(3, 1, 1, 0, 0)));
        for (String bad : List.of(
                "",
                "{",
                "null",
                "[]",
                "{}",
                good.replace("\"build\":3", "\"build\":0"),
                good.replace("\"build\":3", "\"build\":{}"),
                good.replace("PT1S", "soon"),
                good.replace("\"killed\":0", "\"killed\":\"x\""),
                good.replace("\"left\":0", "\"left\":-1"),
                good.replace("\"over\"", "\"under\""),
                good.replace("{}", "[]"))) {
            assertThatThrownBy(() -> TrendJson.read(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theLatestBuildStandsOnTheRightAndTheLongestIsTheHighest() {
        List<Bar> bars =
                new TrendPicture(new Trend(List.of(build(9, 10, 1, 1, 0), build(8, 40, 1, 0, 0))), 400, 170).getBars();

        assertThat(bars).extracting(bar -> bar.summary().build()).containsExactly(8, 9);
        assertThat(bars.get(0).x()).isLessThan(bars.get(1).x());
        assertThat(bars.get(0).height()).isGreaterThan(3 * bars.get(1).height());
        assertThat(bars).extracting(Bar::getMark).containsExactly("", "\u00d7");
    }

    @Test
    void everythingIsWithinThePicture() {
        for (int count : new int[] {1, 2, 30, 100}) {
            for (long seconds : new long[] {0, 1, 59, 601, 100_000}) {
                TrendPicture picture = new TrendPicture(
                        new Trend(IntStream.rangeClosed(1, count)
                                .mapToObj(number -> build(number, seconds, 1, 1, 1))
                                .toList()),
                        400,
                        170);
                assertThat(picture.getBars()).hasSize(count).allSatisfy(bar -> {
                    assertThat(bar.x()).isGreaterThanOrEqualTo(picture.getLeft());
                    assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(picture.getRight());
                    assertThat(bar.getMarkY()).isPositive();
                    assertThat(bar.height()).isPositive();
                    assertThat(bar.y() + bar.height()).isBetween(picture.getGround() - 0.2, picture.getGround() + 0.2);
                });
                assertThat(picture.getTicks()).hasSizeBetween(2, 5);
            }
        }
    }
}
