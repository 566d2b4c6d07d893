package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The numbers of signals, which POSIX leaves to the systems but for HUP, INT, QUIT, KILL and TERM: each from the system's
 * own signal.h. A system that is not known here has these five.
 */
final class SignalNumbers {

    private static final Map<Signal, Integer> OF_POSIX =
            Map.of(Signal.HUP, 1, Signal.INT, 2, Signal.QUIT, 3, Signal.KILL, 9, Signal.TERM, 15);

    private static final Map<Signal, Integer> OF_LINUX =
            Map.of(Signal.USR1, 10, Signal.USR2, 12, Signal.CONT, 18, Signal.STOP, 19);

    /** 4.2BSD's, which macOS, FreeBSD, OpenBSD, NetBSD and AIX have kept. */
    private static final Map<Signal, Integer> OF_BSD =
            Map.of(Signal.USR1, 30, Signal.USR2, 31, Signal.CONT, 19, Signal.STOP, 17);

    /** System V's. */
    private static final Map<Signal, Integer> OF_SOLARIS =
            Map.of(Signal.USR1, 16, Signal.USR2, 17, Signal.CONT, 25, Signal.STOP, 23);

    private final Map<Signal, Integer> ofSystem;

    /** @param system the system property {@code os.name} */
    SignalNumbers(String system) {
        this.ofSystem = switch (system) {
            case "Linux" -> OF_LINUX;
            case "Mac OS X", "Darwin", "FreeBSD", "OpenBSD", "NetBSD", "AIX" -> OF_BSD;
            case "SunOS" -> OF_SOLARIS;
            default -> Map.of();
        };
    }

    /** Empty if the system has no such signal, or its number is not known. */
    OptionalInt of(Signal signal) {
        Integer number = OF_POSIX.getOrDefault(signal, ofSystem.get(signal));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
