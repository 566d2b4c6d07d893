package io.jenkins.plugins.cleankill.agent;

import hudson.EnvVars;
import hudson.util.ProcessKillingVeto;
import hudson.util.ProcessTree;
import hudson.util.ProcessTreeRemoting.IOSProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.security.SlaveToMasterCallable;

/** Asks the controller for an extension that objects to ending a process, and reads and changes nothing there. */
final class VetoQuery extends SlaveToMasterCallable<String, IOException> {

    private static final long serialVersionUID = 1L;

    private final int pid;
    private final List<String> arguments;
    private final Map<String, String> environment;

    VetoQuery(int pid, List<String> arguments, Map<String, String> environment) {
        this.pid = pid;
        this.arguments = arguments;
        this.environment = environment;
    }

    /** The first objection and the name of its extension, null if there is none. */
    @Override
    public String call() {
        IOSProcess process = new DescribedProcess(pid, arguments, new EnvVars(environment));
        for (ProcessKillingVeto vetoer : ProcessKillingVeto.all()) {
            ProcessKillingVeto.VetoCause cause = vetoer.vetoProcessKilling(process);
            if (cause != null) {
                return vetoer.getClass().getSimpleName() + ": " + cause.getMessage();
            }
        }
        return null;
    }

    /** A process as it was described to us: it can be looked at, not touched. */
    private record DescribedProcess(int pid, List<String> arguments, EnvVars environment) implements IOSProcess {

        @Override
        public int getPid() {
            return pid;
        }

        @Override
        public IOSProcess getParent() {
            return null;
        }

        @Override
        public void killRecursively() {
            throw new UnsupportedOperationException("a veto must not kill");
        }

        @Override
        public void kill() {
            throw new UnsupportedOperationException("a veto must not kill");
        }

        @Override
        public List<String> getArguments() {
            return arguments;
        }

        @Override
        public EnvVars getEnvironmentVariables() {
            return environment;
        }

        @Override
        public <T> T act(ProcessTree.ProcessCallable<T> callable) {
            throw new UnsupportedOperationException("a veto can't act on the agent");
        }
    }
}
