package io.jenkins.plugins.cleankill.pipeline.block;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.io.Serializable;
import java.util.Map;

/**
 * Which processes a termination of a block is about: a repeated request with the same key is a second abort.
 *
 * @param node the node's name, empty for the built-in one
 * @param containerId which container on it, empty for none
 * @param variables the variables that a caller matches on, beside the block's own cookie
 */
record TerminationKey(String node, String containerId, Map<String, String> variables) implements Serializable {

    TerminationKey {
        variables = Map.copyOf(variables);
    }

    /** For what is left over on a node when the block ends. */
    static TerminationKey ofSweep(String node) {
        return new TerminationKey(node, "", Map.of());
    }

    /** For an order that no second request is about. */
    static TerminationKey of(String node, TerminationOrder order) {
        return new TerminationKey(node, "", Map.of("order", order.id()));
    }

    boolean isOfSweep() {
        return containerId.isEmpty() && variables.isEmpty();
    }
}
