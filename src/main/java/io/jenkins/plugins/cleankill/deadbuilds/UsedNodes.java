package io.jenkins.plugins.cleankill.deadbuilds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Node;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;

/**
 * The nodes on which a build was ever ended by us, as long as they exist: only there a process can tell by its environment
 * that it comes from a build. They are in the file {@code clean-kill-nodes.txt} of Jenkins' folder, a name a line, so that
 * a restart knows them; where that can't be read or written, the nodes used since the start are known.
 */
@Extension
public final class UsedNodes extends NodeListener {

    private static final Logger LOGGER = Logger.getLogger(UsedNodes.class.getName());

    private final Path file;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    public UsedNodes() {
        this(Jenkins.get().getRootDir().toPath().resolve("clean-kill-nodes.txt"));
    }

    UsedNodes(Path file) {
        this.file = file;
        read();
    }

    /** The nodes of this controller. */
    public static UsedNodes get() {
        return ExtensionList.lookupSingleton(UsedNodes.class);
    }

    /** Notes that a process of a build is about to be started on the node. */
    public void add(String node) {
        if (names.add(node)) {
            write();
        }
    }

    /** Whether a build was ever ended by us there. */
    public boolean contains(String node) {
        return names.contains(node);
    }

    @Override
    protected void onUpdated(@NonNull Node before, @NonNull Node after) {
        renamed(before.getNodeName(), after.getNodeName());
    }

    @Override
    protected void onDeleted(@NonNull Node node) {
        DeadBuilds.forget(node.getNodeName());
        forget(node.getNodeName());
    }

    void renamed(String before, String after) {
        if (!before.equals(after) && names.remove(before)) {
            names.add(after);
            write();
        }
    }

    void forget(String node) {
        if (names.remove(node)) {
            write();
        }
    }

    private void read() {
        try {
            names.addAll(Files.readAllLines(file));
        } catch (NoSuchFileException ignored) {
            // No node was ever used.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "On which nodes Clean Kill was used can''t be read: {0}", e.toString());
        }
    }

    /** The file has what is known when it is written: a later name is never lost to an earlier write. */
    private synchronized void write() {
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            for (String name : names) {
                writer.write(name + "\n");
            }
            writer.commit();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, "On which nodes Clean Kill was used is forgotten in a restart: {0}", e.toString());
        }
    }
}
