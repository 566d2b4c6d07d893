package io.jenkins.plugins.cleankill.docker;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The workspaces that a block, or a build, has used, by their nodes, as they must be known again after a restart. */
public final class UsedWorkspaces implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A Pipeline may use very many, one after another: the first ones are known. */
    private static final int MOST = 20;

    private final ConcurrentHashMap<String, ConcurrentHashMap<String, Boolean>> paths = new ConcurrentHashMap<>();

    /** Whether it is the first time. */
    boolean add(String node, String path) {
        Map<String, Boolean> known = paths.computeIfAbsent(node, name -> new ConcurrentHashMap<>());
        return known.size() < MOST && known.putIfAbsent(path, true) == null;
    }

    /** Their paths on that node. */
    public Set<String> on(String node) {
        return paths.containsKey(node) ? Set.copyOf(paths.get(node).keySet()) : Set.of();
    }
}
