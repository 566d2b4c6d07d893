package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootClockTest {

    private final FileBuffer buffer = new FileBuffer();

    @TempDir
    private Path proc;

    @BeforeEach
    void twoSecondsAfterTheStartOfAContainer() throws IOException {
        Files.writeString(proc.resolve("uptime"), "2.00 1.00\n");
    }

    @Test
    void isTheUptimeWhereNoCallCanBeMade() throws IOException {
        BootClock clock = new BootClock(new ProcFs(proc), false);

        assertThat(clock.now(buffer)).isEqualTo(200);
        assertThat(clock.correct(200, 199)).isEqualTo(200);
        assertThat(clock.correct(200, 203)).as("born since").isEqualTo(200);
        assertThat(clock.now(buffer)).isEqualTo(200);
    }

    @Test
    void anUptimeOfAnotherClockIsSetRightByAStartThatIsSeen() throws IOException {
        BootClock clock = new BootClock(new ProcFs(proc), false);

        assertThat(clock.correct(clock.now(buffer), 987654)).isEqualTo(987654);
        assertThat(clock.now(buffer)).isEqualTo(987654);
        Files.writeString(proc.resolve("uptime"), "2.50 1.00\n");
        assertThat(clock.now(buffer)).isEqualTo(987704);
    }
}
