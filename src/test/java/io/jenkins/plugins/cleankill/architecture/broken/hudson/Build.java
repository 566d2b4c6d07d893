package io.jenkins.plugins.cleankill.architecture.broken.hudson;

/** Stands for a class of Jenkins, which is not there in the standalone build. */
public final class Build {}
