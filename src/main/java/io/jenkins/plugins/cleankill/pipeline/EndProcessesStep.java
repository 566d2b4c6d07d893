package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.cleankill.action.BuildOutcome;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import io.jenkins.plugins.cleankill.pipeline.block.Block;
import io.jenkins.plugins.cleankill.pipeline.block.Blocks;
import io.jenkins.plugins.cleankill.pipeline.block.NamedEnd;
import io.jenkins.plugins.cleankill.pipeline.block.NamedOrders;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code endProcesses 'redis*'}: ends what the block around it has started under such names, at the moment that the script
 * chooses, and returns what came of it.
 */
public final class EndProcessesStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String names;

    /** @param names globs, each on a line of its own */
    @DataBoundConstructor
    public EndProcessesStep(String names) {
        this.names = names;
    }

    public String getNames() {
        return names;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new Execution(context, new NamedOrders(patterns(names)));
        } catch (InvalidSettingException e) {
            throw new AbortException("endProcesses: " + e.getMessage());
        }
    }

    private static NamePatterns patterns(@CheckForNull String names) {
        return new NamePatterns(Globs.lines(List.of(Util.fixNull(names))));
    }

    /** Waits for the processes' end. */
    private static final class Execution extends StepExecution {

        private static final long serialVersionUID = 1L;

        private final NamedOrders orders;
        private transient NamedEnd end;
        private volatile Throwable stopped;

        Execution(StepContext context, NamedOrders orders) {
            super(context);
            this.orders = orders;
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            begin(block(), getContext().get(TaskListener.class));
            return false;
        }

        private Block block() throws IOException, InterruptedException {
            return Blocks.around(getContext().get(Cookie.class), getContext().get(EnvVars.class))
                    .orElseThrow(() -> new AbortException("endProcesses ends what a block has started: put"
                            + " withCleanKill { } around it, or switch on 'use for every build'"));
        }

        /** A step that was stopped while it waited for the nodes has failed. */
        private synchronized void begin(Block block, TaskListener listener) {
            if (stopped == null && !block.isStopping()) {
                end = block.end(orders, listener);
                end.reports().whenComplete(this::complete);
            }
        }

        private void complete(List<TerminationReport> reports, Throwable failure) {
            if (stopped != null || failure != null) {
                getContext().onFailure(stopped == null ? failure : stopped);
            } else {
                getContext().onSuccess(BuildOutcome.ofReports(reports).toMap());
            }
        }

        /** The rest of the windows is skipped, and the step ends with that cause. */
        @Override
        public void stop(Throwable cause) {
            NamedEnd running = stopped(cause);
            getContext().saveState();
            if (running == null) {
                getContext().onFailure(cause);
            } else {
                running.killNow();
            }
        }

        @CheckForNull
        private synchronized NamedEnd stopped(Throwable cause) {
            stopped = cause;
            return end;
        }

        @Override
        public String getStatus() {
            return "ending processes called " + orders;
        }

        /** After a restart of the controller: the orders are taken up. */
        @Override
        public void onResume() {
            if (stopped != null) {
                getContext().onFailure(stopped);
                return;
            }
            try {
                Block block = block();
                TaskListener listener = getContext().get(TaskListener.class);
                block.connected(CleanKillStepExecution.AFTER_A_RESTART).thenRun(() -> begin(block, listener));
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }
    }

    /** Needs the environment of a node, where a block can be found. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "endProcesses";
        }

        @Override
        public String getDisplayName() {
            return Messages.EndProcessesStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(EnvVars.class, TaskListener.class);
        }

        /** Checks the globs while they are typed. */
        @POST
        public FormValidation doCheckNames(@QueryParameter String value) {
            try {
                patterns(value);
                return FormValidation.ok();
            } catch (InvalidSettingException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
