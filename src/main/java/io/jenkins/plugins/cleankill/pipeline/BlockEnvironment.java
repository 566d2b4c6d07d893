package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * The environment of a block's commands: its cookie, and another node cookie than the node's. At the end of {@code
 * node} Jenkins kills every process with the node's cookie; a block has swept by then, and the processes that it left
 * alive were wanted, by {@code keep} or {@code BUILD_ID=dontKillMe}.
 */
final class BlockEnvironment extends EnvironmentExpander {

    private static final long serialVersionUID = 1L;
    private static final String NODE_COOKIE = "JENKINS_NODE_COOKIE";
    private static final String DONT_KILL_ME = "dontKillMe";

    private final Cookie cookie;
    private final HashMap<String, String> origin;

    /** @param origin tells which build it is */
    BlockEnvironment(Cookie cookie, Map<String, String> origin) {
        this.cookie = cookie;
        this.origin = new HashMap<>(origin);
    }

    @Override
    public void expand(@NonNull EnvVars env) {
        env.putAll(origin);
        env.putAll(cookie.asVariables());
        // The cookie of a node block around it: this block treats its processes itself
        env.remove(Cookie.NODE_VARIABLE);
        if (!DONT_KILL_ME.equals(env.get(NODE_COOKIE))) {
            env.put(NODE_COOKIE, "clean-kill-" + cookie.value());
        }
    }
}
