package io.jenkins.plugins.cleankill.container;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A block's containers, as they must be known again after a restart of the controller. Many threads change this state
 * while one saves it.
 */
public final class SavedContainers implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, SavedContainer> containers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Boolean> endedOrders = new ConcurrentHashMap<>();

    /** The containers that were used, by their ids. */
    Map<String, SavedContainer> all() {
        return Map.copyOf(containers);
    }

    /** Whether the container was not known before. */
    boolean add(String id, SavedContainer container) {
        return containers.putIfAbsent(id, container) == null;
    }

    /** This termination is over in the container, and its report kept. */
    void ended(TerminationOrder order) {
        endedOrders.put(order.id(), true);
    }

    boolean isEnded(TerminationOrder order) {
        return endedOrders.containsKey(order.id());
    }
}
