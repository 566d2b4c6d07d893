package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Device numbers of terminals, as stat(2) and {@code /proc/PID/stat} encode them: see pts(4) and the kernel's <a
 * href="https://www.kernel.org/doc/html/latest/admin-guide/devices.html">list of devices</a>.
 */
public final class TerminalDevice {

    private static final int FIRST_SLAVES = 136;
    private static final int LAST_SLAVES = 143;
    private static final int OTHER_TERMINALS = 5;
    private static final int MULTIPLEXER = 2;
    private static final int MEMORY = 1;
    private static final Set<Integer> NOBODYS = Set.of(3, 5, 7, 8, 9);
    private static final int CONSOLES = 4;
    private static final int FIRST_SERIAL = 64;
    private static final int MINOR_BITS = 20;

    private TerminalDevice() {}

    /** The index of the pseudoterminal whose slave that device is: 5 for {@code /dev/pts/5}. */
    public static OptionalInt slaveIndex(long device) {
        int major = major(device);
        return major >= FIRST_SLAVES && major <= LAST_SLAVES
                ? OptionalInt.of((major - FIRST_SLAVES << MINOR_BITS) + minor(device))
                : OptionalInt.empty();
    }

    /** Whether that device is {@code /dev/ptmx}: a process that has it open provides a pseudoterminal. */
    public static boolean isMaster(long device) {
        return major(device) == OTHER_TERMINALS && minor(device) == MULTIPLEXER;
    }

    /**
     * Whether that device is a terminal, or one of those that any process may use: {@code null}, {@code zero}, {@code full},
     * {@code random}, {@code urandom}. A serial port is a device like any other.
     */
    public static boolean isOrdinary(long device) {
        return switch (major(device)) {
            case MEMORY -> NOBODYS.contains(minor(device));
            case CONSOLES -> minor(device) < FIRST_SERIAL;
            case OTHER_TERMINALS -> true;
            default -> slaveIndex(device).isPresent();
        };
    }

    private static int major(long device) {
        return (int) (device >> 8 & 0xfff);
    }

    private static int minor(long device) {
        return (int) (device & 0xff | device >> 12 & 0xfff00);
    }
}
