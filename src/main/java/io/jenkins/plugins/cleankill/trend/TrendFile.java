package io.jenkins.plugins.cleankill.trend;

import hudson.model.Job;
import io.jenkins.plugins.cleankill.reports.BuildFolder;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The summaries of a job's latest builds that have reports, in the file {@code clean-kill/trend.json} of the job's folder.
 * A page reads this file alone: no build is loaded, and no report read. It is there only if there is something to tell.
 */
final class TrendFile {

    /** The most builds that it tells of. */
    static final int MOST_BUILDS = 100;

    /** More than that many builds with the longest names need. */
    private static final String NAME = "trend.json";

    private static final long MOST_BYTES = 4 * 1024 * 1024;

    private static final Logger LOGGER = Logger.getLogger(TrendFile.class.getName());

    /** The lock for builds that end at the same time: two must not each write without the other's. */
    private static final Object CHANGES = new Object();

    private final Path folder;
    private final Path builds;

    /**
     * @param folder ours in the job's, need not exist
     * @param builds the folder that has one for each build, called by its number
     */
    TrendFile(Path folder, Path builds) {
        this.folder = folder;
        this.builds = builds;
    }

    static TrendFile of(Job<?, ?> job) {
        return new TrendFile(
                job.getRootDir().toPath().resolve(ReportStore.FOLDER),
                job.getBuildDir().toPath());
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    /** A list asks that of every job: the answer takes a look at one file only. */
    boolean exists() {
        return Files.isRegularFile(file());
    }

    /** The summaries of those builds whose reports are kept still, the latest first; none if it can't be read. */
    List<BuildSummary> read() {
        return kept(all());
    }

    private List<BuildSummary> kept(List<BuildSummary> all) {
        return all.stream()
                .filter(summary -> Files.isDirectory(
                        builds.resolve(Integer.toString(summary.build())).resolve(ReportStore.FOLDER)))
                .sorted(Comparator.comparing(BuildSummary::build).reversed())
                .limit(MOST_BUILDS)
                .toList();
    }

    private List<BuildSummary> all() {
        try {
            if (Files.size(file()) > MOST_BYTES) {
                LOGGER.log(
                        Level.WARNING, "{0} has more than {1} bytes, and is not read", new Object[] {file(), MOST_BYTES
                        });
                return List.of();
            }
            return TrendJson.read(Files.readString(file()));
        } catch (NoSuchFileException ignored) {
            return List.of(); // there is nothing to tell
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "{0} can''t be read: {1}", new Object[] {file(), e});
            return List.of();
        }
    }

    /** Keeps the summary in place of an earlier one of the same build. */
    void put(BuildSummary summary) throws IOException {
        change(summaries -> {
            List<BuildSummary> changed = new ArrayList<>(summaries);
            changed.removeIf(each -> each.build() == summary.build());
            changed.add(summary);
            return changed;
        });
    }

    /** Forgets the builds whose reports are gone. */
    void refresh() throws IOException {
        if (exists()) {
            change(UnaryOperator.identity());
        }
    }

    /** Forgets that build. */
    void drop(int build) throws IOException {
        if (exists()) {
            change(summaries ->
                    summaries.stream().filter(each -> each.build() != build).toList());
        }
    }

    private void change(UnaryOperator<List<BuildSummary>> change) throws IOException {
        synchronized (CHANGES) {
            List<BuildSummary> before = all();
            List<BuildSummary> after = change.apply(kept(before));
            if (after.isEmpty()) {
                Files.deleteIfExists(file());
            } else if (!after.equals(before)) {
                write(after);
            }
        }
    }

    private void write(List<BuildSummary> summaries) throws IOException {
        BuildFolder.write(folder, NAME, TrendJson.write(summaries).getBytes(StandardCharsets.UTF_8));
    }
}
