package io.jenkins.plugins.cleankill.architecture.broken.engine.plan;

import io.jenkins.plugins.cleankill.architecture.broken.engine.process.ValueThatPlans;

public record PlanThatReadsAValue(ValueThatPlans value) {}
