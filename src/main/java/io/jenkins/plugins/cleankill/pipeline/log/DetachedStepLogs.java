package io.jenkins.plugins.cleankill.pipeline.log;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.HardLink;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The hard links that a block makes to logs. The text of such a file is not masked, so the file must not stay on its
 * agent: it is remembered before it is made, also across a restart of the controller, until it is deleted.
 */
public final class DetachedStepLogs {

    private static final Logger LOGGER = Logger.getLogger(DetachedStepLogs.class.getName());

    private final LogLinks links;
    private final Runnable save;
    private final Set<String> followed = ConcurrentHashMap.newKeySet();

    /** @param save keeps the links, which have changed */
    public DetachedStepLogs(LogLinks links, Runnable save) {
        this.links = links;
        this.save = save;
    }

    /** A file of that name is about to be made, and followed. */
    void made(String node, FilePath link) {
        followed.add(link.getRemote());
        links.add(link.getRemote(), node);
        save.run();
    }

    /** Deletes a link whose log is followed no more. */
    void delete(FilePath link) {
        followed.remove(link.getRemote());
        delete(link.getRemote(), link.getChannel());
    }

    private void delete(String path, VirtualChannel channel) {
        try {
            HardLink.delete(new FilePath(channel, path));
            links.remove(path);
            save.run();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "It is deleted when the agent is back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The agent is back, or so is the controller: logs that were cut off there are not followed any more. */
    public void clear(String node) {
        VirtualChannel channel = Channels.to(node);
        if (channel != null) {
            left(node).forEach(path -> Computer.threadPoolForRemoting.execute(() -> delete(path, channel)));
        }
    }

    private Set<String> left(String node) {
        return links.all().entrySet().stream()
                .filter(link -> link.getValue().equals(node) && !followed.contains(link.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The block ends: a link that can't be deleted now is deleted when its agent is back. */
    public void end() {
        Set.copyOf(links.all().values()).forEach(node -> {
            clear(node);
            if (Channels.to(node) == null) {
                left(node).forEach(path -> PendingTerminations.postponeDeletion(node, path));
            }
        });
    }
}
