package io.jenkins.plugins.cleankill.pipeline.log;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hard links of logs that a block has made and not deleted yet. Many threads change them while one saves them. */
public final class LogLinks implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, String> links = new ConcurrentHashMap<>();

    /** Their paths, with their nodes' names. */
    public Map<String, String> all() {
        return Map.copyOf(links);
    }

    public void add(String path, String node) {
        links.put(path, node);
    }

    void remove(String path) {
        links.remove(path);
    }
}
