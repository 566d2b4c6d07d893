package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * {@code /proc/loadavg}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_loadavg.5.html">proc_loadavg(5)</a>: its last field is the pid that was
 * given last.
 */
public final class LoadavgFile {

    private static final Pattern PID = Pattern.compile("\\d{1,10}");

    private LoadavgFile() {}

    /** The pid that was given last; 0, for not known, where the file has another shape, as in some sandboxes. */
    public static long parse(FileBuffer file) {
        return parse(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII));
    }

    public static long parse(String text) {
        String[] fields = text.strip().split(" ");
        boolean known = fields.length == 5 && PID.matcher(fields[4]).matches();
        return known ? Long.parseLong(fields[4]) : 0;
    }
}
