package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader.Life;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a proc file system that are there and can't be read: that proves neither life nor death. */
class UnreadableProcTest {

    private static final ProcessIdentity PROCESS = new ProcessIdentity(4711, 12);

    @TempDir
    private Path mount;

    @Test
    void aProcessWhoseFileCannotBeReadHasNotEnded() throws IOException {
        StatReader stats = new StatReader(new ProcFs(mount));
        Files.createDirectories(mount.resolve("4711/stat")); // read(2) answers EISDIR

        assertThat(stats.life(PROCESS)).isEqualTo(Life.UNKNOWN);
        assertThat(stats.hasEnded(PROCESS)).isFalse();
        assertThat(stats.isAlive(PROCESS)).isFalse();
        assertThatThrownBy(() -> stats.read(4711, new FileBuffer())).isInstanceOf(IOException.class);
    }

    @Test
    void aProcessWhoseFileIsNotThereHasEnded() {
        assertThat(new StatReader(new ProcFs(mount)).life(PROCESS)).isEqualTo(Life.ENDED);
    }

    @Test
    void aFolderThatCannotBeListedIsNoMachineWithoutProcesses() throws IOException {
        Path file = Files.createFile(mount.resolve("file")); // opendir(3) answers ENOTDIR

        assertThatThrownBy(() -> new ProcFs(file).pids())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(new ProcFs(mount).pids()).isEmpty();
    }
}
