package io.jenkins.plugins.cleankill.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.controller.Channels;
import java.io.Serializable;
import java.util.Optional;

/**
 * A container that a block has used, as it is known again after a restart.
 *
 * @param node the node's name, empty for the built-in one
 * @param route makes of the node's launcher the one that leads there
 * @param directory where a command was started there
 */
record SavedContainer(String node, ContainerRoute route, String directory) implements Serializable {

    /** Where its commands run, empty while the node is not connected. */
    Optional<LaunchTarget> target() {
        Node found = Channels.node(node);
        return found == null || channel() == null
                ? Optional.empty()
                : route.launcher(found.createLauncher(TaskListener.NULL), found)
                        .map(plain -> LaunchTarget.of(plain, node, route));
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
