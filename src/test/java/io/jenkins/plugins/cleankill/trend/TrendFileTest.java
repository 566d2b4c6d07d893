package io.jenkins.plugins.cleankill.trend;

import static io.jenkins.plugins.cleankill.trend.Summaries.build;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendFileTest {

    @TempDir
    private Path job;

    private TrendFile file;

    @BeforeEach
    void aJobOf150Builds() throws IOException {
        file = new TrendFile(job.resolve("clean-kill"), job.resolve("builds"));
        for (int number = 1; number <= 150; number++) {
            Files.createDirectories(reports(number));
        }
    }

    private Path reports(int number) {
        return job.resolve("builds/" + number + "/clean-kill");
    }

    private List<Integer> numbers() {
        return file.read().stream().map(BuildSummary::build).toList();
    }

    @Test
    void aJobWithNothingToTellHasNoFile() throws IOException {
        file.refresh();
        file.drop(3);

        assertThat(file.exists()).isFalse();
        assertThat(file.read()).isEmpty();
        assertThat(job.resolve("clean-kill")).doesNotExist();
    }

    @Test
    void theLatestComesFirstHoweverTheyCame() throws IOException {
        for (int number : new int[] {2, 9, 5}) {
            file.put(build(number, 1, 1, 0, 0));
        }
        file.put(build(5, 1, 1, 7, 0));

        assertThat(numbers()).containsExactly(9, 5, 2);
        assertThat(file.read().get(1).killed()).isEqualTo(7);
    }

    @Test
    void theOldestOfTooManyIsForgotten() throws IOException {
        for (int number = 1; number <= 150; number++) {
            file.put(build(number, 1, 1, 0, 0));
        }

        assertThat(numbers()).hasSize(TrendFile.MOST_BUILDS).startsWith(150).endsWith(51);
        assertThat(Files.size(job.resolve("clean-kill/trend.json"))).isLessThan(20_000);
    }

    @Test
    void aBuildWhoseReportsAreGoneIsNotToldAndThenForgotten() throws IOException {
        file.put(build(7, 1, 1, 0, 0));
        file.put(build(8, 1, 1, 0, 0));
        Files.delete(reports(7));
        assertThat(numbers()).containsExactly(8);

        file.refresh();
        assertThat(Files.readString(job.resolve("clean-kill/trend.json"))).doesNotContain("\"build\":7");

        file.drop(8);
        assertThat(file.exists()).isFalse();
    }

    @Test
    void aDamagedFileIsNoTrendAndTheNextBuildWritesItAnew() throws IOException {
        file.put(build(7, 1, 1, 0, 0));
        Files.writeString(job.resolve("clean-kill/trend.json"), "{\"builds\":[{");
        assertThat(file.read()).isEmpty();

        file.put(build(8, 1, 1, 0, 0));
        assertThat(numbers()).containsExactly(8);
    }

    @Test
    void noFolderIsMadeForAJobThatIsGone() {
        TrendFile gone = new TrendFile(job.resolve("gone/clean-kill"), job.resolve("builds"));

        assertThatThrownBy(() -> gone.put(build(7, 1, 1, 0, 0))).isInstanceOf(NoSuchFileException.class);
        assertThat(job.resolve("gone")).doesNotExist();
    }

    @Test
    void buildsThatEndAtTheSameTimeAreAllTold() {
        IntStream.rangeClosed(1, 60).parallel().forEach(number -> {
            try {
                file.put(build(number, 1, 1, 0, 0));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(numbers()).hasSize(60);
    }
}
