package io.jenkins.plugins.cleankill.architecture.broken.agent;

/** Needs the watch that needs it. */
record TaskThatKnowsItsWatch(WatchThatKnowsItsTask watch) {}
