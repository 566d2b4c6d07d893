package io.jenkins.plugins.cleankill.pipeline;

import hudson.Launcher;
import io.jenkins.plugins.cleankill.container.Entrance;

/**
 * Where commands run.
 *
 * @param plain starts them there, and knows nothing of blocks
 * @param node the node's name, empty for the built-in one
 * @param way tells containers on one node apart, empty for the node itself
 * @param within whether the container belongs to a step within the block, and ends with it as a rule
 */
record Spot(Launcher plain, String node, String way, boolean within) {

    static Spot of(Launcher plain, String node, BlockLauncherDecorator decorator) {
        return Entrance.isOne(plain)
                ? new Spot(plain, node, decorator.way(), decorator.isPutBack())
                : new Spot(plain, node, "", false);
    }

    boolean isContainer() {
        return !way.isEmpty();
    }
}
