package io.jenkins.plugins.cleankill.architecture.broken.engine.os.linux.proc;

import com.sun.jna.Pointer;

record NativeFile(Pointer pointer) {}
