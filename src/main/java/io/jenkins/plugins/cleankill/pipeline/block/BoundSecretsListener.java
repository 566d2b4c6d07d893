package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Tells the blocks around a step which secrets are bound for it. */
@Extension(optional = true)
public final class BoundSecretsListener implements StepListener {

    private static final Logger LOGGER = Logger.getLogger(BoundSecretsListener.class.getName());

    @Override
    public void notifyOfNewStep(@NonNull Step step, @NonNull StepContext context) {
        try {
            EnvironmentExpander expander = Blocks.none() ? null : context.get(EnvironmentExpander.class);
            Set<String> variables = expander == null ? Set.of() : expander.getSensitiveVariables();
            if (!variables.isEmpty()) {
                EnvVars environment = new EnvVars();
                expander.expand(environment);
                remember(variables, environment);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The secrets of a step are not known: our own lines may not mask them", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remember(Set<String> variables, EnvVars environment) {
        Cookie.allIn(environment)
                .forEach(cookie -> Blocks.find(cookie).ifPresent(block -> block.mask(variables, environment)));
    }
}
