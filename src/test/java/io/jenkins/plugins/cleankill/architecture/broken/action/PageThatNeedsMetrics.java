package io.jenkins.plugins.cleankill.architecture.broken.action;

import io.jenkins.plugins.cleankill.architecture.broken.jenkins.metrics.api.Provider;

record PageThatNeedsMetrics(Provider provider) {}
