package io.jenkins.plugins.cleankill.pipeline;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hard links of logs that a block has made and not deleted yet. Many threads change them while one saves them. */
final class LogLinks implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, String> links = new ConcurrentHashMap<>();

    /** Their paths, with their nodes' names. */
    Map<String, String> all() {
        return Map.copyOf(links);
    }

    void add(String path, String node) {
        links.put(path, node);
    }

    void remove(String path) {
        links.remove(path);
    }
}
