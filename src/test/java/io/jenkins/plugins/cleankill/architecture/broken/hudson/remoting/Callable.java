package io.jenkins.plugins.cleankill.architecture.broken.hudson.remoting;

/** Stands for Jenkins' own, which is not there in the standalone build. */
public interface Callable {}
