package io.jenkins.plugins.cleankill.architecture.broken.engine.process;

import io.jenkins.plugins.cleankill.architecture.broken.engine.plan.PlanThatReadsAValue;

public record ValueThatPlans(PlanThatReadsAValue plan) {}
