package io.jenkins.plugins.cleankill.docker;

import java.time.Instant;

/**
 * What else of the build there is beside a block, or a build, at its end.
 *
 * @param begun when it began, by the controller's clock
 * @param alone whether no other branch of the build runs
 * @param workspaceIsItsOwn whether no other branch that runs works in the same workspace
 */
public record Surroundings(Instant begun, boolean alone, boolean workspaceIsItsOwn) {}
