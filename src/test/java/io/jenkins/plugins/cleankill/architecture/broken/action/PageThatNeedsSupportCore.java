package io.jenkins.plugins.cleankill.architecture.broken.action;

import io.jenkins.plugins.cleankill.architecture.broken.com.cloudbees.jenkins.support.Bundle;

record PageThatNeedsSupportCore(Bundle bundle) {}
