package io.jenkins.plugins.cleankill.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobReportsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EVER = Instant.EPOCH;

    @TempDir
    private Path builds;

    private JobReports reports;

    /** Builds 1 to 12, of which each third has two reports; build n is from 12 - n days ago. */
    @BeforeEach
    void buildTheJob() throws IOException {
        reports = new JobReports(builds);
        for (int number = 1; number <= 12; number++) {
            Path build = Files.createDirectories(builds.resolve(String.valueOf(number)));
            Files.writeString(build.resolve("build.xml"), "<build/>");
            if (number % 3 == 0) {
                ReportStore store = new ReportStore(folder(number));
                store.write(Reports.full());
                store.write(Reports.full());
                Instant then = NOW.minus(Duration.ofDays(12 - number));
                Files.setLastModifiedTime(folder(number), FileTime.from(then));
            }
        }
    }

    @Test
    void theLatestBuildsThatHaveAnyKeepThem() throws IOException {
        reports.prune(2, EVER);

        assertThat(withReports()).containsExactly(9, 12);
        assertThat(new ReportStore(folder(9)).numbers()).containsExactly(1, 2);
    }

    @Test
    void threadDumpsGoWithTheirReports() throws IOException {
        Files.writeString(folder(3).resolve("1-threads-4711.txt"), "Full thread dump");

        reports.prune(2, EVER);

        assertThat(folder(3)).doesNotExist();
    }

    @Test
    void olderOnesGo() throws IOException {
        reports.prune(Integer.MAX_VALUE, NOW.minus(Duration.ofDays(6)));

        assertThat(withReports()).containsExactly(6, 9, 12);
    }

    @Test
    void oneOfTheTwoIsEnoughToGo() throws IOException {
        reports.prune(1, NOW.minus(Duration.ofDays(6)));

        assertThat(withReports()).containsExactly(12);
    }

    @Test
    void theBuildsThemselvesStay() throws IOException {
        reports.prune(1, NOW);

        assertThat(builds.resolve("3/build.xml")).exists();
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Files.writeString(folder(3).resolve("notes.txt"), "mine");
        Path other = Files.createDirectories(builds.resolve("lastSuccessfulBuild/clean-kill"));

        reports.prune(1, EVER);

        assertThat(folder(3)).isDirectoryContaining("glob:**/notes.txt").isDirectoryNotContaining("glob:**.json");
        assertThat(other).exists();
    }

    @Test
    void aJobThatIsGoneHasNone() throws IOException {
        new JobReports(builds.resolve("gone")).prune(1, NOW);

        assertThat(builds.resolve("gone")).doesNotExist();
    }

    private Path folder(int number) {
        return builds.resolve(number + "/clean-kill");
    }

    private List<Integer> withReports() {
        return IntStream.rangeClosed(1, 12)
                .filter(number -> Files.exists(folder(number)))
                .boxed()
                .toList();
    }
}
