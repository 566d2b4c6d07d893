package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code /proc/PID/wchan}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_wchan.5.html">proc_pid_wchan(5)</a>.
 */
public final class WchanFile {

    private WchanFile() {}

    /** The kernel function that is waited in; nothing for a thread that runs, or where the kernel does not tell: 0. */
    public static Optional<String> parse(FileBuffer file) {
        return parse(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII));
    }

    /** Without what compilers append, {@code do_sigtimedwait.isra.0}; since Linux 6.15 there are two kinds of pipe_read. */
    public static Optional<String> parse(String text) {
        String name = text.strip().replaceFirst("\\..*", "").replaceFirst("^(anon|fifo)_(?=pipe_)", "");
        return name.isEmpty() || name.equals("0") ? Optional.empty() : Optional.of(name);
    }
}
