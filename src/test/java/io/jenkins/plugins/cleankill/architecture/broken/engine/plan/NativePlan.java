package io.jenkins.plugins.cleankill.architecture.broken.engine.plan;

import com.sun.jna.Pointer;

record NativePlan(Pointer pointer) {}
