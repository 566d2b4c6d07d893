package io.jenkins.plugins.cleankill.action;

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
        for (Path reports : newestFirst()) {
            if (kept < most && !Files.getLastModifiedTime(reports).toInstant().isBefore(since)) {
                kept++;
            } else {
                remove(reports);
            }
        }
    }

    private List<Path> newestFirst() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(builds)) {
            for (Path build : folders) {
                Path reports = build.resolve(ReportStore.FOLDER);
                if (BUILD.matcher(String.valueOf(build.getFileName())).matches() && Files.isDirectory(reports)) {
                    found.add(reports);
                }
            }
        } catch (NoSuchFileException ignored) {
            // The job, or its last build, has just been deleted.
        }
        found.sort(Comparator.comparingInt(JobReports::number).reversed());
        return found;
    }

    private static int number(Path reports) {
        return Integer.parseInt(String.valueOf(reports.getParent().getFileName()));
    }

    /** Nothing but what is ours: a folder with other files in it stays, with these. */
    private static void remove(Path reports) throws IOException {
        ReportStore store = new ReportStore(reports);
        for (int number : store.numbers()) {
            Files.deleteIfExists(reports.resolve(number + ".json"));
        }
        try (DirectoryStream<Path> others = Files.newDirectoryStream(reports)) {
            if (!others.iterator().hasNext()) {
                Files.deleteIfExists(reports);
            }
        }
    }
}
