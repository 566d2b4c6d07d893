package io.jenkins.plugins.cleankill.architecture.broken.org.jenkinsci.plugins.workflow.flow;

/** Stands for a class of an optional plugin, which is not there in the standalone build. */
public final class Flow {}
