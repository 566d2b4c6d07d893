package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * What the commands of a block find in their environment: its mark, and another node cookie than the node's. At the end
 * of {@code node} Jenkins kills whatever carries the node's cookie; a block has swept by then, and what it left alive was
 * wanted, by {@code keep} or {@code BUILD_ID=dontKillMe}.
 */
final class BlockEnvironment extends EnvironmentExpander {

    private static final long serialVersionUID = 1L;
    private static final String NODE_COOKIE = "JENKINS_NODE_COOKIE";
    private static final String DONT_KILL_ME = "dontKillMe";

    private final BlockMark mark;

    BlockEnvironment(BlockMark mark) {
        this.mark = mark;
    }

    @Override
    public void expand(@NonNull EnvVars env) {
        env.putAll(mark.asVariables());
        if (!DONT_KILL_ME.equals(env.get(NODE_COOKIE))) {
            env.put(NODE_COOKIE, "clean-kill-" + mark.cookie().value());
        }
    }
}
