package io.jenkins.plugins.cleankill.architecture.broken;

final class HomelessManager {}
