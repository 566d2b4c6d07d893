package io.jenkins.plugins.cleankill.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {

    private final List<String> lines = new ArrayList<>();

    private void write(String... pieces) throws IOException {
        try (LineStream stream = new LineStream(lines::add)) {
            for (String piece : pieces) {
                stream.write(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void cutsWhatComesInPiecesIntoLines() throws IOException {
        write("one\r\ntw", "o\n\nthr", "\u00e9e");

        assertThat(lines).containsExactly("one", "two", "", "thr\u00e9e");
    }

    @Test
    void cutsOffWhatIsTooLong() throws IOException {
        write("x".repeat(5_000), "\nnext\n");

        assertThat(lines).hasSize(2).last().isEqualTo("next");
        assertThat(lines.get(0)).hasSize(1_000);
    }
}
