package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.CauseOfInterruption;

/** What a block must know again after a restart of the controller. Many threads change it while one saves it. */
final class BlockState implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, Boolean> nodes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TerminationKey, TerminationOrder> open = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Way> ways = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Boolean> toldInside = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<CauseOfInterruption> causes = new CopyOnWriteArrayList<>();
    private final Secrets secrets = new Secrets();
    private volatile boolean interrupted;

    /** The names of the nodes that the block has used. */
    Set<String> nodes() {
        return Set.copyOf(nodes.keySet());
    }

    /** Whether it is the first time. */
    boolean addNode(String node) {
        return nodes.putIfAbsent(node, true) == null;
    }

    /** The secrets that were bound in the block. */
    Secrets secrets() {
        return secrets;
    }

    /** The ways into the containers that the block has used, by what tells them apart. */
    Map<String, Way> ways() {
        return Map.copyOf(ways);
    }

    /** Whether it is the first time. */
    boolean addWay(String name, Way way) {
        return ways.putIfAbsent(name, way) == null;
    }

    /** Of this termination, what is in the container is over and told. */
    void toldInside(TerminationOrder order) {
        toldInside.put(order.id(), true);
    }

    boolean isToldInside(TerminationOrder order) {
        return toldInside.containsKey(order.id());
    }

    /** The terminations that were begun and of which no end is known. */
    Map<TerminationKey, TerminationOrder> open() {
        return Map.copyOf(open);
    }

    void begun(TerminationKey key, TerminationOrder order, List<CauseOfInterruption> why) {
        interrupted = true;
        open.put(key, order);
        causes.addAllAbsent(why);
    }

    void ended(TerminationKey key) {
        open.remove(key);
    }

    /** Whether any termination was ever begun. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Why the block was interrupted, as far as the build knew. */
    List<CauseOfInterruption> causes() {
        return List.copyOf(causes);
    }
}
