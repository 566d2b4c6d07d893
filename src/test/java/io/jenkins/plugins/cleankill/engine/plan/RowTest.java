package io.jenkins.plugins.cleankill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table is told in the same words wherever it is told. */
class RowTest {

    private static final Path ROOT = Stream.of(".", "..")
            .map(Path::of)
            .filter(folder -> Files.exists(folder.resolve("README.md")))
            .findFirst()
            .orElseThrow();

    @Test
    void theReadmeTellsEveryRowInItsWords() throws IOException {
        assertThat(table("README.md", "| row | `explain` and the log |"))
                .extracting(cells -> cells.get(0) + ": " + cells.get(1))
                .containsExactlyElementsOf(Arrays.stream(Row.values())
                        .map(row -> row.title() + ": " + row.words())
                        .toList());
    }

    @Test
    void theDecisionTellsEveryRowInItsOrder() throws IOException {
        List<String> titles = Arrays.stream(Row.values())
                .map(row -> row.ordinal() + 1 + ": " + row.title())
                .toList();

        assertThat(table("docs/adr/0011-delivery-by-evidence.md", "| # | row |"))
                .extracting(cells -> cells.get(0) + ": " + cells.get(1))
                .containsExactlyElementsOf(titles);
    }

    /** The cells of a table without its head. */
    private static List<List<String>> table(String file, String head) throws IOException {
        return Files.readAllLines(ROOT.resolve(file)).stream()
                .dropWhile(line -> !line.startsWith(head))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
