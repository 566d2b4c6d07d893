package io.jenkins.plugins.cleankill.engine.os.host;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.portable.PortableSystem;
import io.jenkins.plugins.cleankill.engine.os.posix.PosixSystem;
import io.jenkins.plugins.cleankill.engine.os.windows.WindowsSystem;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The machine that we run on. */
public final class HostSystem {

    private HostSystem() {}

    /**
     * Linux by its proc file system, Windows by its own calls and every other system by kill(2) where JNA is there, and the portable
     * system elsewhere. Java too knows the processes of Linux by {@code
     * /proc} only: where it is not mounted nothing else would help, and reading says so.
     *
     * @param environments for the portable system: as in {@link PortableSystem}
     */
    public static OperatingSystem detect(Supplier<LongFunction<Optional<Map<String, String>>>> environments) {
        if (System.getProperty("os.name").equals("Linux")) {
            return LinuxSystem.local();
        }
        if (isWindows() && WindowsSystem.whyNot().isEmpty()) {
            return new WindowsSystem();
        }
        if (!isWindows() && PosixSystem.whyNot().isEmpty()) {
            return new PosixSystem(environments);
        }
        return new PortableSystem(environments);
    }

    /** The same without environments. */
    public static OperatingSystem detect() {
        return detect(() -> pid -> Optional.empty());
    }

    /** Why a process can only be ended by force here; empty where it can be asked. */
    public static Optional<String> whyByForceOnly() {
        return isWindows() ? WindowsSystem.whyNot() : Optional.empty();
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
