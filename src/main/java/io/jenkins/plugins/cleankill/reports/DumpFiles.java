package io.jenkins.plugins.cleankill.reports;

import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The thread dumps of a build's reports: files beside these, {@code 1-threads-4711.txt} for process 4711 of report 1. They
 * come from an agent, which may be anybody's machine: their number and size are limited, and secrets masked.
 */
final class DumpFiles {

    /** The most files of a build. */
    static final int MOST = 100;

    private static final Logger LOGGER = Logger.getLogger(DumpFiles.class.getName());
    private static final Pattern FILE = Pattern.compile("([1-9]\\d{0,2})-threads-([1-9]\\d{0,17})\\.txt");

    /** The most bytes of a character in UTF-8, where it is one {@code char} of Java's. */
    private static final int WIDEST = 3;

    private final Path folder;

    DumpFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the dumps of that report, as many as there is room for.
     *
     * @throws IOException if one can't be written; those before it are
     */
    void write(int report, List<ThreadDump> dumps, SecretMask mask) throws IOException {
        int room = MOST - all().size();
        for (ThreadDump dump : dumps.stream().limit(Math.max(0, room)).toList()) {
            String text = ThreadDump.bounded(mask.text(ThreadDump.bounded(dump.text())));
            BuildFolder.write(folder, name(report, dump.pid()), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The pids of the processes of which that report has a dump, ascending. */
    List<Long> pids(int report) {
        List<Long> pids = new ArrayList<>();
        for (Path file : all()) {
            Matcher name = matcher(file);
            if (name.matches() && Integer.parseInt(name.group(1)) == report) {
                pids.add(Long.valueOf(name.group(2)));
            }
        }
        return pids.stream().sorted().toList();
    }

    /** The dump of that process in that report, if there is one that can be read. */
    Optional<String> read(int report, long pid) {
        Path file = file(report, pid);
        try {
            return Files.size(file) > (long) ThreadDump.MOST_CHARACTERS * WIDEST
                    ? Optional.empty()
                    : Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException ignored) {
            // There is none
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The thread dump {0} can''t be read: {1}", new Object[] {file, e});
            return Optional.empty();
        }
    }

    /** Removes all of them. */
    void remove() throws IOException {
        for (Path file : all()) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> all() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.txt")) {
            for (Path file : files) {
                if (matcher(file).matches()) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException ignored) {
            // A build without reports has no folder
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The thread dumps in {0} can''t be listed: {1}", new Object[] {folder, e});
        }
        return found;
    }

    private static Matcher matcher(Path file) {
        return FILE.matcher(String.valueOf(file.getFileName()));
    }

    private Path file(int report, long pid) {
        return folder.resolve(name(report, pid));
    }

    private static String name(int report, long pid) {
        return report + "-threads-" + pid + ".txt";
    }
}
