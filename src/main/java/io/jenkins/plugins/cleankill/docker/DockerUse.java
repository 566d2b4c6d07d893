package io.jenkins.plugins.cleankill.docker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** By which variables a block's commands find docker on each node, and in which workspaces they work. */
public final class DockerUse {

    private static final String WORKSPACE = "WORKSPACE=";

    private static final Set<String> LEAD_TO_DOCKER = Set.of(
            "PATH",
            "HOME",
            "XDG_RUNTIME_DIR",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_API_VERSION",
            "DOCKER_TLS",
            "DOCKER_TLS_VERIFY",
            "DOCKER_CERT_PATH");

    private final UsedWorkspaces workspaces;
    private final Runnable save;
    private final Map<String, List<String>> environments = new ConcurrentHashMap<>();

    /** @param save keeps the workspaces, to which one was added */
    public DockerUse(UsedWorkspaces workspaces, Runnable save) {
        this.workspaces = workspaces;
        this.save = save;
    }

    /**
     * Notes a command that is launched on the node.
     *
     * @param environment its variables, {@code NAME=VALUE}
     * @param inContainer whether it runs in a container, where it finds another docker than the node's, if any
     */
    public void note(String node, String[] environment, boolean inContainer) {
        for (String variable : environment) {
            if (variable.length() > WORKSPACE.length()
                    && variable.startsWith(WORKSPACE)
                    && workspaces.add(node, variable.substring(WORKSPACE.length()))) {
                save.run();
            }
        }
        if (!inContainer) {
            environments.put(
                    node,
                    Arrays.stream(environment).filter(DockerUse::leadsToDocker).toList());
        }
    }

    /** The others may hold secrets, and are not needed. */
    private static boolean leadsToDocker(String variable) {
        return LEAD_TO_DOCKER.contains(variable.substring(0, Math.max(0, variable.indexOf('='))));
    }

    /** After a restart of the controller none are known: the agent's own hold. */
    List<String> environment(String node) {
        return environments.getOrDefault(node, List.of());
    }

    Map<String, String> variables(String node) {
        return environment(node).stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, last) -> last));
    }

    /** The workspaces that commands were launched in. */
    public UsedWorkspaces workspaces() {
        return workspaces;
    }
}
