package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * What the commands in a {@link NodeBlock} find in their environment. The node's own cookie stays: Jenkins' sweep at the
 * end of {@code node} is replaced where it begins, and comes back if this plugin goes.
 */
final class NodeEnvironment extends EnvironmentExpander {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> variables;

    NodeEnvironment(Cookie mark, Map<String, String> origin) {
        this.variables = new HashMap<>(origin);
        variables.putAll(mark.asVariables());
    }

    /** Steps merge it with what they add, so that it may be done more than once. */
    @Override
    public void expand(@NonNull EnvVars env) {
        env.putAll(variables);
    }
}
