package io.jenkins.plugins.cleankill.architecture.broken.agent;

/** Needs the task that needs it. */
record WatchThatKnowsItsTask(TaskThatKnowsItsWatch task) {}
