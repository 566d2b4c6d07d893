package io.jenkins.plugins.cleankill.config;

import hudson.ExtensionPoint;

/** A timeout of Jenkins or of another plugin that runs when a build is aborted. No job can set it; the global form shows it. */
public interface JenkinsTimeout extends ExtensionPoint {

    /** Whether this controller has it. */
    default boolean isThere() {
        return true;
    }

    /** What it limits. */
    String getName();

    /** How many seconds it gives, now. */
    long getSeconds();

    /** What it does when it runs out, and what Clean Kill does about it. */
    String getEffect();
}
