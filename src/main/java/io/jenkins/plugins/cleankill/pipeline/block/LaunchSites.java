package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.container.LaunchTarget;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the last command of a block was started, on each node: the user's commands for its end run there. */
final class LaunchSites {

    private final Map<String, Site> byNode = new ConcurrentHashMap<>();

    /**
     * A command is started there.
     *
     * @param directory null for a command that is no build's, but another launcher's or our own: it does not count
     */
    void add(LaunchTarget target, String[] environment, @CheckForNull FilePath directory) {
        if (directory != null) {
            byNode.put(target.node(), new Site(target, new LaunchSite(environment, directory)));
        }
    }

    /** A step that was started before the controller has restarted is stopped there. */
    void addIfUnknown(LaunchTarget target, LaunchSite site) {
        byNode.putIfAbsent(target.node(), new Site(target, site));
    }

    /** The last one there, null if no command was started there since the controller was. */
    @CheckForNull
    LaunchSite of(String node) {
        Site last = byNode.get(node);
        return last == null ? null : last.site();
    }

    /** The same by the connection that there is now; empty if there is none. */
    Optional<Site> now(String node, TaskListener listener) {
        VirtualChannel channel = Channels.to(node);
        return channel == null
                ? Optional.empty()
                : Optional.ofNullable(byNode.get(node)).map(last -> last.by(channel, listener));
    }

    /**
     * One of them.
     *
     * @param target starts commands there
     * @param site directory and environment
     */
    record Site(LaunchTarget target, LaunchSite site) {

        private Site by(VirtualChannel channel, TaskListener listener) {
            FilePath directory = new FilePath(channel, site.directory().getRemote());
            return new Site(target(listener), new LaunchSite(site.environment(), directory));
        }

        /** A container of a step within the block has ended with it: then it is the node itself. */
        private LaunchTarget target(TaskListener listener) {
            Node node = Channels.node(target.node());
            boolean isGone =
                    target.endsWithStep() || Channels.isLost(target.plain().getChannel());
            return isGone && node != null
                    ? new LaunchTarget(node.createLauncher(listener), target.node(), "", false)
                    : target;
        }
    }
}
