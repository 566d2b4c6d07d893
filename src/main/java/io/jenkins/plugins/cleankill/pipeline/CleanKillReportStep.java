package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.action.BuildOutcome;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code cleanKillReport()}: the outcome of the build's terminations so far, for a script to go by. */
public final class CleanKillReportStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public CleanKillReportStep() {
        // it has no parameters
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {

        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        protected Map<String, Object> run() throws IOException, InterruptedException {
            BuildOutcome outcome = BuildOutcome.of(getContext().get(Run.class));
            TaskListener listener = getContext().get(TaskListener.class);
            outcome.problems().forEach(problem -> listener.getLogger().println(LogLines.line(problem)));
            return outcome.toMap();
        }

        /** The step only reads: after a restart of the controller it reads again. */
        @Override
        public void onResume() {
            try {
                start();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }
    }

    /** Needs neither a node nor a workspace. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "cleanKillReport";
        }

        @Override
        public String getDisplayName() {
            return Messages.CleanKillReportStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
