package io.jenkins.plugins.cleankill.freestyle;

import hudson.util.ProcessKillingVeto;
import hudson.util.ProcessTreeRemoting.IOSProcess;

/** Objects to the end of every process that says please. A test makes it an extension of its own. */
abstract class PoliteVeto extends ProcessKillingVeto {

    @Override
    public VetoCause vetoProcessKilling(IOSProcess process) {
        return "please".equals(process.getEnvironmentVariables().get("VETO")) ? new VetoCause("it asked for it") : null;
    }
}
