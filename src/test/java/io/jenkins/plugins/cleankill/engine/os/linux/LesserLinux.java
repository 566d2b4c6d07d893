package io.jenkins.plugins.cleankill.engine.os.linux;

import java.util.Optional;

/** Linux as it is on other machines. */
public final class LesserLinux {

    private LesserLinux() {}

    /** One whose kernel, or sandbox, has no pidfd. */
    public static LinuxSystem withoutPidfd() {
        return new LinuxSystem(LinuxScenario.PROC, new NativeCalls(Optional.empty(), false));
    }

    /** One where JNA can't be loaded. */
    public static LinuxSystem withoutJna() {
        return new LinuxSystem(LinuxScenario.PROC, new NativeCalls(Optional.of("for a test"), false));
    }
}
