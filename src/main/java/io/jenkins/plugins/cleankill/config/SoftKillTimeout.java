package io.jenkins.plugins.cleankill.config;

import hudson.Extension;

/** The timeout of Jenkins' own killing, {@code hudson.util.ProcessTree}, in this JVM: each agent has its own. */
@Extension(ordinal = 4)
public final class SoftKillTimeout implements JenkinsTimeout {

    private static final int STANDARD = 5;

    @Override
    public String getName() {
        return Messages.SoftKillTimeout_name();
    }

    @Override
    public long getSeconds() {
        return Integer.getInteger("SoftKillWaitSeconds", STANDARD);
    }

    @Override
    public String getEffect() {
        return Messages.SoftKillTimeout_effect();
    }
}
