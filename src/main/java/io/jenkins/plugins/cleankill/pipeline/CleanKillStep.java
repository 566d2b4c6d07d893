package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.FormBinding;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.config.KillFieldsForm;
import io.jenkins.plugins.cleankill.config.Messages;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
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

    /** The fields that this step sets; its empty fields mean the global defaults. */
    KillFields fields() {
        return fields;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        PrintStream log = context.get(TaskListener.class).getLogger();
        try {
            return new CleanKillStepExecution(
                    context,
                    CleanKillConfiguration.get()
                            .resolve(fields, Source.STEP, notice -> log.println(LogLines.line(notice))));
        } catch (InvalidSettingException e) {
            // The message says it all: a stack trace in the log would hide it
            throw new AbortException(e.getMessage());
        }
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
    public String getDumpSignals() {
        return fields.getDumpSignals();
    }

    @DataBoundSetter
    public void setDumpSignals(@CheckForNull String dumpSignals) {
        fields.setDumpSignals(dumpSignals);
    }

    @CheckForNull
    public String getContainers() {
        return fields.getContainers();
    }

    @DataBoundSetter
    public void setContainers(@CheckForNull String containers) {
        fields.setContainers(containers);
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

    @CheckForNull
    public String getAfterKill() {
        return fields.getAfterKill();
    }

    @DataBoundSetter
    public void setAfterKill(@CheckForNull String afterKill) {
        fields.setAfterKill(afterKill);
    }

    @CheckForNull
    public Integer getAfterKillSeconds() {
        return fields.getAfterKillSeconds();
    }

    @DataBoundSetter
    public void setAfterKillSeconds(@CheckForNull Integer afterKillSeconds) {
        fields.setAfterKillSeconds(afterKillSeconds);
    }

    /** Needs neither a node nor a workspace, so that it can be an option of a whole Declarative Pipeline. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements KillFieldsForm {

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, FormBinding.withoutEmptyFields(form));
        }

        /** In a Pipeline's log the message says it all: a stack trace would hide it. */
        @Override
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            refuseUnknown(arguments.keySet());
            try {
                return super.newInstance(arguments);
            } catch (IllegalArgumentException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof InvalidSettingException invalid) {
                        throw new AbortException(invalid.getMessage());
                    }
                }
                throw e;
            }
        }

        /** Called like this, Pipeline would not tell of a name that is misspelt. */
        private void refuseUnknown(Set<String> names) throws AbortException {
            Set<String> known = DescribableModel.of(CleanKillStep.class).getParameters().stream()
                    .map(DescribableParameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new AbortException("'" + name + "' is not allowed; allowed: " + String.join(", ", known));
                }
            }
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
