package io.jenkins.plugins.cleankill.pipeline;

import hudson.LauncherDecorator;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block whose body's commands go through a launcher of its own, as other plugins have them. */
public abstract class DecoratingStep extends Step {

    /** Serializable: it is kept with the body's context. */
    abstract LauncherDecorator decorator();

    @Override
    public final StepExecution start(StepContext context) {
        return new Execution(context, decorator());
    }

    private static final class Execution extends StepExecution {

        private static final long serialVersionUID = 1L;

        private final transient LauncherDecorator decorator;

        Execution(StepContext context, LauncherDecorator decorator) {
            super(context);
            this.decorator = decorator;
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            StepContext own = getContext();
            own.newBodyInvoker()
                    .withContext(BodyInvoker.mergeLauncherDecorators(own.get(LauncherDecorator.class), decorator))
                    .withCallback(BodyExecutionCallback.wrap(own))
                    .start();
            return false;
        }
    }

    /** The descriptor of such a block, which needs nothing around it. */
    abstract static class BlockDescriptor extends StepDescriptor {

        private final String functionName;

        BlockDescriptor(String functionName) {
            this.functionName = functionName;
        }

        @Override
        public final String getFunctionName() {
            return functionName;
        }

        @Override
        public final boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public final Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
