package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.pipeline.block.BlockState;
import io.jenkins.plugins.cleankill.reports.BuildFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A build's {@link NodeBlock}s, as they must be known after a restart: a file {@code clean-kill-nodes/STEP} each in the
 * build's folder while the block runs. Its first line is the cookie's value; the others begin with {@code node}, {@code
 * secret} or {@code link}: a node that was used, a secret that was bound, encrypted by the controller, and the hard
 * link of a log after its node's name and a tab. A file that can't be written or read costs a clean end after a
 * restart, and nothing before.
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

    void write(String step, Saved saved) {
        try {
            byte[] text = (String.join("\n", saved.lines()) + "\n").getBytes(StandardCharsets.UTF_8);
            BuildFolder.write(folder, step, text);
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINE, "The build is deleted", e);
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
            // No command was launched on the node, or the build is deleted.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s node stays in {0}: {1}", new Object[] {folder, e});
        }
    }

    /** The records of all blocks, by the ids of their steps' flow nodes. */
    Map<String, Saved> read() {
        Map<String, Saved> all = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path file : files) {
                read(file).ifPresent(saved -> all.put(String.valueOf(file.getFileName()), saved));
            }
        } catch (NoSuchFileException ignored) {
            // Most builds have no such folder.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s nodes can''t be read: {0}", e.toString());
        }
        return all;
    }

    private static Optional<Saved> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(Saved.parse(lines));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, "What was known of a build''s node can''t be read: {0}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * The record of one block.
     *
     * @param cookie the cookie that its processes carry
     * @param nodes the names of the nodes that it has used
     * @param secrets the secrets that were bound in it, encrypted
     * @param links the hard links of logs by their paths, with their nodes' names
     */
    record Saved(Cookie cookie, Set<String> nodes, Set<String> secrets, Map<String, String> links) {

        private static final String NODE = "node ";
        private static final String SECRET = "secret ";
        private static final String LINK = "link ";

        /** Of a block that begins. */
        static Saved of(Cookie cookie) {
            return new Saved(cookie, Set.of(), Set.of(), Map.of());
        }

        /** Of one that runs. */
        static Saved of(Cookie cookie, BlockState state) {
            return new Saved(
                    cookie,
                    state.nodes(),
                    state.secrets().encrypted(),
                    state.links().all());
        }

        /** Has a block know it again. */
        void restore(BlockState state) {
            nodes.forEach(state::addNode);
            state.secrets().restore(secrets);
            links.forEach(state.links()::add);
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(cookie.value()));
            nodes.forEach(node -> lines.add(NODE + node));
            secrets.forEach(secret -> lines.add(SECRET + secret));
            links.forEach((path, node) -> lines.add(LINK + node + "\t" + path));
            return lines;
        }

        static Saved parse(List<String> lines) {
            return new Saved(
                    new Cookie(Cookie.NODE_VARIABLE, lines.get(0)),
                    with(NODE, lines).collect(Collectors.toSet()),
                    with(SECRET, lines).collect(Collectors.toSet()),
                    with(LINK, lines)
                            .map(link -> link.split("\t", 2))
                            .filter(link -> link.length == 2)
                            .collect(Collectors.toMap(link -> link[1], link -> link[0])));
        }

        private static Stream<String> with(String prefix, List<String> lines) {
            return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
        }
    }
}
