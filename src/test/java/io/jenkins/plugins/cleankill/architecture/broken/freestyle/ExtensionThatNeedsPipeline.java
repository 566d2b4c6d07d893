package io.jenkins.plugins.cleankill.architecture.broken.freestyle;

import io.jenkins.plugins.cleankill.architecture.broken.hudson.Extension;
import io.jenkins.plugins.cleankill.architecture.broken.org.jenkinsci.plugins.workflow.flow.Flow;

@Extension
record ExtensionThatNeedsPipeline(Flow flow) {}
