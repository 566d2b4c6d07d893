package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * {@code /proc/PID/io}, see <a href="https://man7.org/linux/man-pages/man5/proc_pid_io.5.html">proc_pid_io(5)</a>.
 */
public final class IoFile {

    private IoFile() {}

    /** The bytes that read(2) and its like have returned so far: rchar. */
    public static OptionalLong charactersRead(FileBuffer file) {
        return charactersRead(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII));
    }

    public static OptionalLong charactersRead(String text) {
        String value = Lines.value(text, "rchar");
        return value != null && value.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }
}
