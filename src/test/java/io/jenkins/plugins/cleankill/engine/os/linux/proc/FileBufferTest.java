package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBufferTest {

    private final FileBuffer buffer = new FileBuffer();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65535, 65536, 65537, 300_000})
    void aFileIsReadWhole(int length) throws IOException {
        String path = file("x".repeat(length));

        assertThat(text(buffer.read(path))).hasSize(length);
        assertThat(text(buffer.readLine(path))).hasSize(length);
        for (long expected : new long[] {-1, 0, 1, length - 1, length, length + 1, Long.MAX_VALUE}) {
            assertThat(text(buffer.read(path, expected))).hasSize(length);
        }
    }

    @Test
    void aFileAfterALongerOneIsItself() throws IOException {
        buffer.read(file("x".repeat(100_000)));

        assertThat(text(buffer.readLine(file("4711 (sh) S 1\n")))).isEqualTo("4711 (sh) S 1\n");
    }

    @Test
    void anInterruptEndsNoReadAndStays() throws IOException {
        String path = file("x".repeat(100_000));

        Thread.currentThread().interrupt();

        assertThat(text(buffer.read(path))).hasSize(100_000);
        assertThat(Thread.interrupted()).isTrue();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text).toString();
    }

    private static String text(FileBuffer file) {
        return new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII);
    }
}
