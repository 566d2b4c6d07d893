package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows a step's form on a job's page, so that a test can submit it. */
public final class StepForm extends Builder {

    private final transient Step step;

    @DataBoundConstructor
    public StepForm(Step step) {
        this.step = step;
    }

    public Step getStep() {
        return step;
    }

    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @Override
        public String getDisplayName() {
            return "Step form";
        }
    }
}
