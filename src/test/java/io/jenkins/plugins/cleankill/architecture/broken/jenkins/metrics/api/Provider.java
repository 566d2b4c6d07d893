package io.jenkins.plugins.cleankill.architecture.broken.jenkins.metrics.api;

/** Stands for the Metrics plugin. */
public interface Provider {}
