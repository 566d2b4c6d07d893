package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * All that a planner looks at.
 *
 * @param members the members of the present snapshot
 * @param signal the rung's signal
 * @param treatments what was done in this rung
 * @param drained the readers, their end-of-file withheld, that have read everything
 * @param now the time since the start
 */
public record RungView(
        Members members,
        Signal signal,
        Map<ProcessIdentity, Treatment> treatments,
        Set<ProcessIdentity> drained,
        Duration now) {}
