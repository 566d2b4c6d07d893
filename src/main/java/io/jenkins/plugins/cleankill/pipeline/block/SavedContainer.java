package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.controller.Channels;
import java.io.Serializable;
import java.util.Optional;

/**
 * The way into a container, as it is known again after a restart.
 *
 * @param node the node's name, empty for the built-in one
 * @param decorator makes of the node's launcher the one that leads there
 * @param directory where a command was started there
 */
record SavedContainer(String node, BlockLauncherDecorator decorator, String directory) implements Serializable {

    /** The spot that it leads to, empty while the node is not connected. */
    Optional<LaunchTarget> target() {
        Node found = Channels.node(node);
        return found == null || channel() == null
                ? Optional.empty()
                : decorator.target(found.createLauncher(TaskListener.NULL), found);
    }

    /** Null while the node is not connected. */
    @CheckForNull
    FilePath directoryThere() {
        VirtualChannel channel = channel();
        return channel == null ? null : new FilePath(channel, directory);
    }

    @CheckForNull
    private VirtualChannel channel() {
        return Channels.to(node);
    }
}
