package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.Launcher;
import io.jenkins.plugins.cleankill.container.ContainerLaunchers;

/**
 * Where commands run.
 *
 * @param plain starts them there, and knows nothing of blocks
 * @param node the node's name, empty for the built-in one
 * @param savedContainer tells containers on one node apart, empty for the node itself
 * @param within whether the container belongs to a step within the block, and ends with it as a rule
 */
record LaunchTarget(Launcher plain, String node, String savedContainer, boolean within) {

    static LaunchTarget of(Launcher plain, String node, BlockLauncherDecorator decorator) {
        return ContainerLaunchers.isOne(plain)
                ? new LaunchTarget(plain, node, decorator.savedContainer(), decorator.isPutBack())
                : new LaunchTarget(plain, node, "", false);
    }

    boolean isContainer() {
        return !savedContainer.isEmpty();
    }
}
