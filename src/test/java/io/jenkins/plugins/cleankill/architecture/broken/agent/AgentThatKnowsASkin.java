package io.jenkins.plugins.cleankill.architecture.broken.agent;

import io.jenkins.plugins.cleankill.architecture.broken.freestyle.TaskOfASkin;

record AgentThatKnowsASkin(TaskOfASkin skin) {}
