package io.jenkins.plugins.cleankill.architecture.broken.freestyle;

import io.jenkins.plugins.cleankill.architecture.broken.hudson.remoting.Callable;

public record TaskOfASkin() implements Callable {}
