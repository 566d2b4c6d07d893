package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import io.jenkins.plugins.cleankill.engine.real.Played;
import io.jenkins.plugins.cleankill.engine.real.Report;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** By {@code clean-kill run --as}, aborted by SIGTERM. */
final class PlayedByTheCommand extends Played implements AutoCloseable {

    private final Process process;
    private final Path log;

    private PlayedByTheCommand(Report report, String style, Path folder, Process process, Path log) {
        super(report, style, folder);
        this.process = process;
        this.log = log;
    }

    /** The text runs as Jenkins runs that of a step. */
    static PlayedByTheCommand start(Report report, String style, Path folder, String text) throws IOException {
        Path script = Files.writeString(folder.resolve("step.sh"), text);
        Path log = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                TestJvm.NATIVE_ACCESS,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--ladder",
                report.ladder().toString(),
                "--as",
                style,
                "--",
                "sh",
                "-xe",
                script.toString()));
        builder.environment().put("TOKEN", SECRET);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        return new PlayedByTheCommand(report, style, folder, process, log);
    }

    @Override
    protected boolean isRunning() {
        return process.isAlive();
    }

    /** Process.destroy() would close the streams, too. */
    @Override
    public void abort() {
        process.toHandle().destroy();
    }

    /** Nothing masks what the command prints. */
    @Override
    protected String readToTheEnd() throws IOException, InterruptedException {
        process.waitFor();
        return Files.readString(log).replace(SECRET, "****");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
