package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.report.timeline.TimelineSvg;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The files that a user wants the report in. */
final class ReportFiles {

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

    /** Writes them. A failure is told and changes nothing else: COMMAND's own result counts more. */
    void write(TerminationReport result, Consumer<String> log) {
        write("report", report, new ReportJsonWriter(arguments).write(result) + "\n", log);
        write("timeline", timeline, new TimelineSvg().draw(result), log);
    }

    private static void requireWritable(String field, String file) {
        if (file == null) {
            return;
        }
        try {
            if (ownStream(file).isEmpty()) {
                Files.newOutputStream(SystemPath.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        .close();
            }
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(field, file, "a file that can be written (" + reason(e) + ")");
        }
    }

    private static void write(String field, String file, String content, Consumer<String> log) {
        if (file == null) {
            return;
        }
        try {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            Optional<FileDescriptor> own = ownStream(file);
            if (own.isPresent()) {
                new FileOutputStream(own.get()).write(bytes);
            } else {
                Files.write(SystemPath.of(file), bytes);
            }
        } catch (IOException e) {
            log.accept("--" + field + ": '" + file + "' could not be written: " + reason(e));
        }
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
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
