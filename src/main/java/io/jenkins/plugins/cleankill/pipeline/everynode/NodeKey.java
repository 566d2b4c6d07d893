package io.jenkins.plugins.cleankill.pipeline.everynode;

/**
 * Names one {@code node} step of one build in this session of the controller. A job may be renamed while its build runs, so
 * the build is not known by its name.
 *
 * @param execution the build's flow execution, one object as long as the build runs
 * @param step the id of the step's first flow node
 */
record NodeKey(Object execution, String step) {}
