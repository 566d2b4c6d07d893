package io.jenkins.plugins.cleankill.engine.plan;

/**
 * The process that looks.
 *
 * @param pid its pid
 * @param adoptsOrphans whether orphans among its descendants become its children
 */
public record Observer(long pid, boolean adoptsOrphans) {}
