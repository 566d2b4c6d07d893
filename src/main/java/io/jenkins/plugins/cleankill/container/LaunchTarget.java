package io.jenkins.plugins.cleankill.container;

import hudson.Launcher;

/**
 * Where commands run.
 *
 * @param plain starts them there, and knows nothing of blocks
 * @param node the node's name, empty for the built-in one
 * @param containerId tells containers on one node apart, empty for the node itself
 * @param endsWithStep whether the container belongs to a step within the block, and ends with it as a rule
 */
public record LaunchTarget(Launcher plain, String node, String containerId, boolean endsWithStep) {

    public static LaunchTarget of(Launcher plain, String node, ContainerRoute route) {
        return ContainerLaunchers.isOne(plain)
                ? new LaunchTarget(plain, node, route.id(), route.endsWithStep())
                : new LaunchTarget(plain, node, "", false);
    }

    /** Whether that is in a container. */
    public boolean isContainer() {
        return !containerId.isEmpty();
    }
}
