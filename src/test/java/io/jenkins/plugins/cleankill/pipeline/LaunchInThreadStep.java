package io.jenkins.plugins.cleankill.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Launches a shell command and waits for it in a thread of its own, as the steps of many plugins do. */
public final class LaunchInThreadStep extends Step {

    private final String script;

    @DataBoundConstructor
    public LaunchInThreadStep(String script) {
        this.script = script;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, script);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<Void> {

        private static final long serialVersionUID = 1L;

        private final String script;

        Execution(StepContext context, String script) {
            super(context);
            this.script = script;
        }

        @Override
        protected Void run() throws Exception {
            StepContext context = getContext();
            context.get(FilePath.class).mkdirs();
            int exit = context.get(Launcher.class)
                    .launch()
                    .cmds("sh", "-c", script)
                    .envs(context.get(EnvVars.class))
                    .pwd(context.get(FilePath.class))
                    .stdout(context.get(TaskListener.class))
                    .join();
            if (exit != 0) {
                throw new AbortException("exit code " + exit);
            }
            return null;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "launchInThread";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Launcher.class, FilePath.class, EnvVars.class, TaskListener.class);
        }
    }
}
