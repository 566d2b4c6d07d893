package io.jenkins.plugins.cleankill.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.script.ScriptReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The file in which the script in a container tells what it does: it is found again after the connection, the
 * controller or the container is lost. Its folder is that of durable-task's own files, which both the agent and the
 * container see.
 */
final class ScriptJournal {

    private static final Logger LOGGER = Logger.getLogger(ScriptJournal.class.getName());

    private static final Clock CLOCK = new SystemClock();
    private static final String END = " over";

    /** More than any journal has: a container may be anybody's. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    /** Where there is no such place. */
    static final ScriptJournal NONE = new ScriptJournal(null);

    private final FilePath file;

    private ScriptJournal(@CheckForNull FilePath file) {
        this.file = file;
    }

    /**
     * The journal of one termination.
     *
     * @param directory where the build's last command in the container was started, null if that is not known
     */
    static ScriptJournal of(@CheckForNull FilePath directory, String id) {
        FilePath folder = directory == null ? null : WorkspaceList.tempDir(directory);
        return folder == null ? NONE : new ScriptJournal(folder.child("clean-kill-" + id));
    }

    /** Its path, empty for none. */
    String path() {
        return file == null ? "" : file.getRemote();
    }

    /** The file that a detached script of it tells. */
    DetachedOutput detached(String name) {
        return new DetachedOutput(file.sibling(file.getName() + "." + name));
    }

    /** Has the reader hear it, if it has come to its end. */
    void replay(ScriptReader reader) throws IOException, InterruptedException {
        List<String> lines = file != null && file.exists() ? lines() : List.of();
        if (!lines.isEmpty() && lines.get(lines.size() - 1).endsWith(END)) {
            Instant end = Instant.ofEpochMilli(file.lastModified());
            reader.replay(lines, Duration.between(end, CLOCK.wallTime()));
        }
    }

    private List<String> lines() throws IOException, InterruptedException {
        try (InputStream text = file.read()) {
            return new String(text.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** The journal has been heard to its end. */
    void delete() {
        try {
            if (file != null) {
                file.delete();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A file is left on an agent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
