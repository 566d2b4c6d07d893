package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.report.timeline.TimelineSvg;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The files that a user wants the report in. */
final class ReportFiles {

    private static final Duration FOR_A_READER = Duration.ofSeconds(2);

    private static final String JSON = ".json";

    private static final String NO_READER = "no process reads it";

    @Option(names = "--report", paramLabel = "FILE.json", description = "write what happened to this file, as JSON.")
    private String report;

    @Option(names = "--timeline", paramLabel = "FILE.svg", description = "draw what happened into this file.")
    private String timeline;

    @Option(
            names = "--report-arguments",
            description = "write whole command lines to the JSON report; they may hold secrets.")
    private boolean arguments;

    /** Fails if a file can't be written: better before COMMAND than after it. */
    void require() {
        requireWritable("report", report);
        requireWritable("timeline", timeline);
    }

    /**
     * Writes them. A failure is told and changes nothing else: COMMAND's own result counts more.
     *
     * @param queue writes what may block, a FIFO or our own output, in a thread of its own
     */
    void write(TerminationReport result, LineQueue queue, Consumer<String> log) {
        write("report", report, new ReportJsonWriter(arguments).write(result) + "\n", queue, log);
        write("timeline", timeline, new TimelineSvg().draw(result), queue, log);
        if (keepDumps()) {
            result.outcome().dumps().forEach(dump -> write("report", dumpFile(dump), dump.text(), queue, log));
        }
    }

    /** Whether thread dumps are files beside the report. */
    boolean keepDumps() {
        return report != null && Files.isRegularFile(SystemPath.of(report));
    }

    /** {@code build.json} has {@code build-threads-4711.txt} beside it. */
    private String dumpFile(ThreadDump dump) {
        String name = report.endsWith(JSON) ? report.substring(0, report.length() - JSON.length()) : report;
        return name + "-threads-" + dump.pid() + ".txt";
    }

    private static void requireWritable(String field, String file) {
        if (file == null) {
            return;
        }
        try {
            Path path = SystemPath.of(file);
            if (isPipe(path) && !Files.isWritable(path)) {
                throw new AccessDeniedException(file);
            }
            // To open a FIFO is to wait for its reader, see fifo(7)
            if (ownStream(file).isEmpty() && !isPipe(path)) {
                Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        .close();
            }
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(field, file, "a file that can be written (" + reason(e) + ")");
        }
    }

    private static void write(String field, String file, String content, LineQueue queue, Consumer<String> log) {
        if (file == null) {
            return;
        }
        AtomicReference<String> problem = new AtomicReference<>(NO_READER);
        Runnable write = () -> problem.set(write(file, content.getBytes(StandardCharsets.UTF_8)));
        if (!isPipe(SystemPath.of(file))) {
            write.run();
        } else {
            queue.after(write);
            queue.drain(FOR_A_READER);
        }
        if (problem.get() != null) {
            log.accept("--" + field + ": '" + file + "' could not be written: " + problem.get());
        }
    }

    /** Why it could not be written, null if it was. */
    private static String write(String file, byte[] bytes) {
        try {
            Optional<FileDescriptor> own = ownStream(file);
            if (own.isPresent()) {
                new FileOutputStream(own.get()).write(bytes);
            } else {
                Files.write(SystemPath.of(file), bytes);
            }
            return null;
        } catch (IOException e) {
            return reason(e);
        }
    }

    /** A FIFO, or a device. */
    private static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /**
     * Our stdout or stderr, if the file is the same: /dev/stdout, or a log that the shell has opened for us. To open it anew
     * would cut off what COMMAND has written there. Closing such a stream would close ours, so it stays open.
     */
    private static Optional<FileDescriptor> ownStream(String file) throws IOException {
        Path path = SystemPath.of(file);
        if (isSame(path, "/proc/self/fd/1")) {
            return Optional.of(FileDescriptor.out);
        }
        return isSame(path, "/proc/self/fd/2") ? Optional.of(FileDescriptor.err) : Optional.empty();
    }

    private static boolean isSame(Path file, String descriptor) throws IOException {
        Path open = Path.of(descriptor);
        return Files.exists(file) && Files.exists(open) && Files.isSameFile(file, open);
    }

    private static String reason(Exception e) {
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName().replace("Exception", "");
    }
}
