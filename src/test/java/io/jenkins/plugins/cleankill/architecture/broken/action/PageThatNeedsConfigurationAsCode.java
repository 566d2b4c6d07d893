package io.jenkins.plugins.cleankill.architecture.broken.action;

import io.jenkins.plugins.cleankill.architecture.broken.io.jenkins.plugins.casc.Yaml;

record PageThatNeedsConfigurationAsCode(Yaml yaml) {}
