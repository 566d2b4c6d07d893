package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.FormBinding;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.config.KillFieldsForm;
import io.jenkins.plugins.cleankill.config.Messages;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * {@code withCleanKill(softKillSeconds: 60) { … }}: the data of the step. Its parameters are those of {@link KillFields}, flat as
 * users write them, hence the delegation.
 */
public final class CleanKillStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private final KillFields fields = new KillFields();

    @DataBoundConstructor
    public CleanKillStep() {
        // every setting is optional
    }

    /** What this step sets; what it leaves empty are the global defaults. */
    KillFields fields() {
        return fields;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CleanKillStepExecution(context, this);
    }

    @CheckForNull
    public Integer getSoftKillSeconds() {
        return fields.getSoftKillSeconds();
    }

    @DataBoundSetter
    public void setSoftKillSeconds(@CheckForNull Integer softKillSeconds) {
        fields.setSoftKillSeconds(softKillSeconds);
    }

    @CheckForNull
    public String getLadder() {
        return fields.getLadder();
    }

    @DataBoundSetter
    public void setLadder(@CheckForNull String ladder) {
        fields.setLadder(ladder);
    }

    @CheckForNull
    public String getDelivery() {
        return fields.getDelivery();
    }

    @DataBoundSetter
    public void setDelivery(@CheckForNull String delivery) {
        fields.setDelivery(delivery);
    }

    @CheckForNull
    public String getLeftovers() {
        return fields.getLeftovers();
    }

    @DataBoundSetter
    public void setLeftovers(@CheckForNull String leftovers) {
        fields.setLeftovers(leftovers);
    }

    @CheckForNull
    public List<String> getKeep() {
        return fields.getKeep();
    }

    /** For the form only: the globs, one a line. */
    public String getKeepText() {
        return fields.getKeepText();
    }

    @DataBoundSetter
    public void setKeep(@CheckForNull List<String> keep) {
        fields.setKeep(keep);
    }

    @CheckForNull
    public Boolean getDumpThreads() {
        return fields.getDumpThreads();
    }

    @DataBoundSetter
    public void setDumpThreads(@CheckForNull Boolean dumpThreads) {
        fields.setDumpThreads(dumpThreads);
    }

    @CheckForNull
    public String getOnAbort() {
        return fields.getOnAbort();
    }

    @DataBoundSetter
    public void setOnAbort(@CheckForNull String onAbort) {
        fields.setOnAbort(onAbort);
    }

    @CheckForNull
    public Integer getOnAbortSeconds() {
        return fields.getOnAbortSeconds();
    }

    @DataBoundSetter
    public void setOnAbortSeconds(@CheckForNull Integer onAbortSeconds) {
        fields.setOnAbortSeconds(onAbortSeconds);
    }

    /** Needs neither a node nor a workspace, so that it can be an option of a whole Declarative Pipeline. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements KillFieldsForm {

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, FormBinding.withoutEmptyFields(form));
        }

        /** A generator outside of every job writes for some job. */
        @Override
        public boolean setsDefaults() {
            return false;
        }

        @Override
        public String getFunctionName() {
            return "withCleanKill";
        }

        @Override
        public String getDisplayName() {
            return Messages.CleanKillStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
