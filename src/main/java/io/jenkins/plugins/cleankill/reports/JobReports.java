package io.jenkins.plugins.cleankill.reports;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The reports of all builds of a job, as folders: no build is loaded for it. */
final class JobReports {

    private static final Pattern BUILD = Pattern.compile("[1-9]\\d{0,8}");

    private final Path builds;

    /** @param builds the folder that has one for each build, called by its number */
    JobReports(Path builds) {
        this.builds = builds;
    }

    /**
     * Removes the reports of all builds but the latest ones that have any, and those that are older.
     *
     * @param most of how many builds they stay
     * @param since when they must have been written to stay
     */
    void prune(int most, Instant since) throws IOException {
        int kept = 0;
        for (BuildReports reports : newestFirst()) {
            if (kept < most && !reports.written().isBefore(since)) {
                kept++;
            } else {
                remove(reports.folder());
            }
        }
    }

    private List<BuildReports> newestFirst() throws IOException {
        List<BuildReports> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(builds)) {
            for (Path build : folders) {
                String name = String.valueOf(build.getFileName());
                Path reports = build.resolve(ReportStore.FOLDER);
                if (BUILD.matcher(name).matches() && Files.isDirectory(reports)) {
                    found.add(new BuildReports(Integer.parseInt(name), reports));
                }
            }
        } catch (NoSuchFileException ignored) {
            // The job, or its last build, has just been deleted.
        }
        found.sort(Comparator.comparingInt(BuildReports::build).reversed());
        return found;
    }

    /** The reports of one build. */
    private record BuildReports(int build, Path folder) {

        Instant written() throws IOException {
            return Files.getLastModifiedTime(folder).toInstant();
        }
    }

    /** Removes our own files alone: a folder with other files in it stays, with these. */
    private static void remove(Path reports) throws IOException {
        ReportStore store = new ReportStore(reports);
        for (int number : store.numbers()) {
            Files.deleteIfExists(reports.resolve(number + ".json"));
        }
        new DumpFiles(reports).remove();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(reports)) {
            if (!others.iterator().hasNext()) {
                Files.deleteIfExists(reports);
            }
        }
    }
}
