package io.jenkins.plugins.cleankill.architecture.broken.io.jenkins.plugins.casc;

/** Stands for Configuration as Code. */
public interface Yaml {}
