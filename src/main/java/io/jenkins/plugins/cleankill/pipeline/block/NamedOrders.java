package io.jenkins.plugins.cleankill.pipeline.block;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.agent.TerminationOrder.Occasion;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;

/** The orders to end a block's processes that have certain names, one for each node; they outlast a restart of the controller. */
public final class NamedOrders implements Serializable {

    private static final long serialVersionUID = 1L;

    private final NamePatterns names;
    private final ConcurrentHashMap<String, TerminationOrder> orders = new ConcurrentHashMap<>();

    public NamedOrders(NamePatterns names) {
        this.names = names;
    }

    /** A new order for the node, or the one that was given before, to be taken up. */
    TerminationOrder next(BlockContext context, String node) {
        return orders.compute(node, (name, before) -> before == null ? context.named(names, node) : before.takenUp());
    }

    /** Whether any order was given twice: processes may have ended before the second time. */
    boolean anyTakenUp() {
        return orders.values().stream().anyMatch(order -> order.occasion() == Occasion.TAKEN_UP);
    }

    /** The names. */
    @Override
    public String toString() {
        return names.toString();
    }
}
