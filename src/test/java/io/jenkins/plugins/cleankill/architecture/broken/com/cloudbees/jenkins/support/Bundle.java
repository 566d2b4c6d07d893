package io.jenkins.plugins.cleankill.architecture.broken.com.cloudbees.jenkins.support;

/** Stands for Support Core. */
public interface Bundle {}
