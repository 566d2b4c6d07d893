package io.jenkins.plugins.cleankill.architecture.broken.engine;

import io.jenkins.plugins.cleankill.architecture.broken.hudson.Build;

record EngineThatKnowsJenkins(Build build) {}
