package io.jenkins.plugins.cleankill.pipeline;

import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What must be known of a build's {@link NodeBlock}s after a restart: a file {@code clean-kill-nodes/STEP} each in the
 * build's folder while the block runs. Its first line is the cookie, the others are the nodes that were used. A file that
 * can't be written or read costs a clean end after a restart, and nothing before.
 */
final class NodeBlockFiles {

    private static final Logger LOGGER = Logger.getLogger(NodeBlockFiles.class.getName());

    private final Path folder;

    NodeBlockFiles(Path folder) {
        this.folder = folder;
    }

    static NodeBlockFiles of(Run<?, ?> run) {
        return new NodeBlockFiles(run.getRootDir().toPath().resolve("clean-kill-nodes"));
    }

    void write(String step, Cookie cookie, Set<String> nodes) {
        try {
            Files.createDirectories(folder);
            try (AtomicFileWriter writer = new AtomicFileWriter(folder.resolve(step), StandardCharsets.UTF_8)) {
                writer.write(cookie.value() + "\n");
                for (String node : nodes) {
                    writer.write(node + "\n");
                }
                writer.commit();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A node of a build is forgotten if the controller restarts", e);
        }
    }

    void delete(String step) {
        try {
            Files.deleteIfExists(folder.resolve(step));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                if (!files.iterator().hasNext()) {
                    Files.deleteIfExists(folder);
                }
            }
        } catch (NoSuchFileException ignored) {
            // Nothing was launched on the node, or the build is deleted.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s node stays in {0}: {1}", new Object[] {folder, e});
        }
    }

    /** What was written, by the steps. */
    Map<String, Saved> read() {
        Map<String, Saved> all = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path file : files) {
                read(file).ifPresent(saved -> all.put(String.valueOf(file.getFileName()), saved));
            }
        } catch (NoSuchFileException ignored) {
            // Most builds have none.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s nodes can''t be read: {0}", e.toString());
        }
        return all;
    }

    private static Optional<Saved> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Saved(cookie(lines.get(0)), Set.copyOf(lines.subList(1, lines.size()))));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s node can''t be read: {0}", e.toString());
            return Optional.empty();
        }
    }

    private static Cookie cookie(String value) {
        return new Cookie(Cookie.NODE_VARIABLE, value);
    }

    /** What was written of one block. */
    record Saved(Cookie cookie, Set<String> nodes) {}
}
