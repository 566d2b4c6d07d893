package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * {@code /proc/uptime}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_uptime.5.html">proc_uptime(5)</a>: the seconds since boot, on the
 * clock that start times are taken from.
 */
public final class UptimeFile {

    /** USER_HZ, the output of {@code getconf CLK_TCK}: 100 on every architecture that Java runs on. */
    public static final int TICKS_PER_SECOND = 100;

    private UptimeFile() {}

    /** The present moment in ticks. */
    public static long parse(FileBuffer file) throws IOException {
        return parse(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII));
    }

    public static long parse(String text) throws IOException {
        int blank = text.indexOf(' ');
        try {
            return new BigDecimal(text.substring(0, Math.max(blank, 0)))
                    .scaleByPowerOfTen(2)
                    .longValue();
        } catch (NumberFormatException e) {
            throw new IOException("uptime: not a number", e);
        }
    }
}
