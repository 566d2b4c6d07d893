package io.jenkins.plugins.cleankill.controller;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Node;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import jenkins.model.Jenkins;

/** The ways to the nodes. */
public final class Channels {

    private Channels() {}

    /**
     * The way to the node, null if there is none at the moment.
     *
     * @param node its name, empty for the built-in one
     */
    public static VirtualChannel to(String node) {
        if (node.isEmpty()) {
            return FilePath.localChannel;
        }
        Node found = node(node);
        return found == null ? null : found.getChannel();
    }

    /**
     * The node, null if there is none of that name, or the controller has stopped.
     *
     * @param name empty for the built-in one
     */
    @CheckForNull
    public static Node node(String name) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || name.isEmpty() ? jenkins : jenkins.getNode(name);
    }

    /** Whether nothing comes through it any more. */
    public static boolean isLost(VirtualChannel channel) {
        return channel instanceof Channel remote && remote.isClosingOrClosed();
    }
}
