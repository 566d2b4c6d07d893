package io.jenkins.plugins.cleankill.config;

import hudson.ExtensionPoint;

/** A timeout of Jenkins or of another plugin that runs when a build is aborted. No job can set it; the global form shows it. */
public interface JenkinsTimeout extends ExtensionPoint {

    /** Whether this controller has it. */
    default boolean isThere() {
        return true;
    }

    /** The name of the thing that the timeout limits. */
    String getName();

    /** How many seconds it gives, now. */
    long getSeconds();

    /** Whether it cuts off windows of a Pipeline that are longer. */
    default boolean cutsWindows() {
        return false;
    }

    /** The timeout's effect when it runs out, and Clean Kill's answer to that. */
    String getEffect();
}
