package io.jenkins.plugins.cleankill.cli;

import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Turns the signals that ask a program to end into requests to abort. The JDK has no other door to them. */
final class AbortSignals {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private AbortSignals() {}

    /** From now on these signals ask for an abort, unless they were ignored from the start, as nohup(1) has it. */
    static void connect(AbortSwitch abort) {
        for (String name : NAMES) {
            connect(name, abort);
        }
    }

    private static void connect(String name, AbortSwitch abort) {
        Signal signal;
        try {
            signal = new Signal(name);
        } catch (IllegalArgumentException ignored) {
            // Windows has no SIGHUP
            return;
        }
        Runnable request = () -> abort.request("Aborted by SIG" + name);
        SignalHandler before = Signal.handle(signal, received -> request.run());
        if (SignalHandler.SIG_IGN.equals(before)) {
            Signal.handle(signal, SignalHandler.SIG_IGN);
        } else {
            SignalDispatcher.runs(signal, request);
        }
    }
}
