package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.LauncherDecorator;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Puts a block's decorator outermost again where another step within the block has come between: Docker's and Kubernetes'
 * launchers do not pass {@code kill} on, so a block around them would never hear of an abort.
 */
@Extension(optional = true)
public final class DecoratorReinsertion implements StepListener {

    private static final Logger LOGGER = Logger.getLogger(DecoratorReinsertion.class.getName());

    @Override
    public void notifyOfNewStep(Step step, StepContext context) {
        if (Blocks.none()) {
            return;
        }
        try {
            LauncherDecorator outermost = context.get(LauncherDecorator.class);
            Cookie cookie = context.get(Cookie.class);
            if (cookie != null && outermost != null && !(outermost instanceof BlockLauncherDecorator)) {
                putBack(cookie, outermost, context);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "A step's context is gone", e);
        }
    }

    private static void putBack(Cookie cookie, LauncherDecorator foreign, StepContext context)
            throws IOException, InterruptedException {
        BlockLauncherDecorator ours = BlockLauncherDecorator.backOn(foreign, cookie);
        String failure = CpsContextVariables.replace(foreign, ours);
        if (failure != null) {
            LOGGER.log(Level.WARNING, "A block can''t see the commands of a step within it: {0}", failure);
            say(cookie, context.get(TaskListener.class));
        }
    }

    /** Once in a block: every step in there is such a one. */
    private static void say(Cookie cookie, @CheckForNull TaskListener listener) {
        boolean first = Blocks.find(cookie)
                .filter(block -> block.usedContainers().missesOne())
                .isPresent();
        if (first && listener != null) {
            listener.getLogger()
                    .println(LogLines.line("Here an abort is left to the step between this one and withCleanKill;"
                            + " put withCleanKill within it"));
        }
    }
}
