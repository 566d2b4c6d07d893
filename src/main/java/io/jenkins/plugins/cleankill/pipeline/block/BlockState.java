package io.jenkins.plugins.cleankill.pipeline.block;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.SavedContainers;
import io.jenkins.plugins.cleankill.docker.UsedWorkspaces;
import io.jenkins.plugins.cleankill.pipeline.log.BoundSecrets;
import io.jenkins.plugins.cleankill.pipeline.log.LogLinks;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a block that must outlast a restart of the controller. Many threads change it while one saves it. */
public final class BlockState implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, Boolean> nodes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TerminationKey, TerminationOrder> open = new ConcurrentHashMap<>();
    private final SavedContainers containers = new SavedContainers();
    private final LogLinks links = new LogLinks();
    private UsedWorkspaces workspaces = new UsedWorkspaces();
    private final ConcurrentHashMap<String, Throwable> stopped = new ConcurrentHashMap<>();
    private final BoundSecrets secrets = new BoundSecrets();

    /** The names of the nodes that the block has used. */
    public Set<String> nodes() {
        return Set.copyOf(nodes.keySet());
    }

    /** Whether it is the first time. */
    public boolean addNode(String node) {
        return nodes.putIfAbsent(node, true) == null;
    }

    /** The secrets that were bound in the block. */
    public BoundSecrets secrets() {
        return secrets;
    }

    /** The containers that the block has used. */
    SavedContainers containers() {
        return containers;
    }

    /** The workspaces that the block has used. */
    UsedWorkspaces workspaces() {
        return workspaces;
    }

    /** A block that began under an earlier version does not know them. */
    private Object readResolve() {
        workspaces = workspaces == null ? new UsedWorkspaces() : workspaces;
        return this;
    }

    /** The terminations that were begun and of which no end is known. */
    Map<TerminationKey, TerminationOrder> open() {
        return Map.copyOf(open);
    }

    void begun(TerminationKey key, TerminationOrder order) {
        open.put(key, order);
    }

    void ended(TerminationKey key) {
        open.remove(key);
    }

    /** Steps were stopped, by the ids of their flow nodes: each with what for. The first cause stays. */
    void stopped(Map<String, Throwable> causes) {
        causes.forEach(stopped::putIfAbsent);
    }

    /** The cause for which a step was stopped, empty if it was not, as far as that is known. */
    public Optional<Throwable> causeOf(String step) {
        return Optional.ofNullable(stopped.get(step));
    }

    /** Whether any step was stopped. */
    public boolean anyStopped() {
        return !stopped.isEmpty();
    }

    /** The hard links of logs. */
    public LogLinks links() {
        return links;
    }
}
