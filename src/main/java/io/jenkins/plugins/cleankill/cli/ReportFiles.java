package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.report.ReportJson;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.TimelineSvg;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        write("report", report, new ReportJson(arguments).write(result) + "\n", log);
        write("timeline", timeline, new TimelineSvg().draw(result), log);
    }

    private static void requireWritable(String field, String file) {
        if (file == null) {
            return;
        }
        try {
            Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(field, file, "a file that can be written (" + reason(e) + ")");
        }
    }

    private static void write(String field, String file, String content, Consumer<String> log) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(Path.of(file), content);
        } catch (IOException e) {
            log.accept("--" + field + ": '" + file + "' could not be written: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
