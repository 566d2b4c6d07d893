package io.jenkins.plugins.cleankill.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The controller's disk is full while a report is written: ENOSPC of a real file system. */
@EnabledOnOs(OS.LINUX)
class FullDiskReportsTest {

    @TempDir
    private Path build;

    private SmallDisk disk;
    private Path folder;
    private ReportStore store;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.on(build, 128);
        folder = build.resolve(ReportStore.FOLDER);
        store = new ReportStore(folder);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void noHalfAReportStaysAndOlderOnesAreUnharmed() throws IOException {
        store.write(Reports.full());
        byte[] older = Files.readAllBytes(folder.resolve("1.json"));
        assertThat(older).as("more than there will be room for").hasSizeGreaterThan(SmallDisk.PAGE);
        disk.fillBut(SmallDisk.PAGE);

        assertThatIOException().isThrownBy(() -> store.write(Reports.full())).withMessageContaining("No space left");

        assertThat(names()).containsExactly("1.json");
        assertThat(Files.readAllBytes(folder.resolve("1.json"))).isEqualTo(older);
        assertThat(store.read(1).problem()).isNull();
    }

    @Test
    void aThreadDumpForWhichThereIsNoRoomCostsNoReport() throws IOException {
        disk.fillBut(12 * SmallDisk.PAGE);

        store.write(ReportStoreTest.dumping(new ThreadDump(4711, "java", "x".repeat(16 * SmallDisk.PAGE))));

        assertThat(names()).containsExactly("1.json");
        assertThat(store.read(1).problem()).isNull();
        assertThat(store.read(1).dumps()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
