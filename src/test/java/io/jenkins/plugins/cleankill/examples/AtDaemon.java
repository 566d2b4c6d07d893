package io.jenkins.plugins.cleankill.examples;

import io.jenkins.plugins.cleankill.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The daemon that starts the jobs of {@code at}: the machine's own, or one that runs for a test. */
final class AtDaemon implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/atd");
    private static final Path PID_FILE = Path.of("/run/atd.pid");

    private final Process process;

    private AtDaemon(Process process) {
        this.process = process;
    }

    /** Starts one, unless one runs, none is installed, this is not root, or jobs of others wait for it. */
    static AtDaemon start() throws Exception {
        if (!Files.isWritable(Path.of("/run")) || !Files.isExecutable(PROGRAM) || runs() || waits()) {
            return new AtDaemon(null);
        }
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-f").redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH"));
        Process process = builder.start();
        Eventually.isTrue("atd runs, or can't", () -> !process.isAlive() || runs());
        return new AtDaemon(process);
    }

    private static boolean runs() throws IOException {
        if (!Files.exists(PID_FILE)) {
            return false;
        }
        String pid = Files.readString(PID_FILE).strip();
        return !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(handle -> handle.info().command())
                        .filter(PROGRAM.toString()::equals)
                        .isPresent();
    }

    private static boolean waits() throws IOException, InterruptedException {
        Process queue = new ProcessBuilder("atq").redirectErrorStream(true).start();
        boolean empty = queue.inputReader().readLine() == null;
        queue.waitFor();
        return !empty;
    }

    /** What its jobs have started lives on. */
    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }
}
