package io.jenkins.plugins.cleankill.engine.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The signals that a termination uses, see signal(7). Numbers are those of Linux on x86 and ARM. */
public enum Signal {
    HUP(1, true),
    INT(2, true),
    QUIT(3, true),
    KILL(9, false),
    USR1(10, true),
    USR2(12, true),
    TERM(15, true),
    CONT(18, false),
    STOP(19, false);

    private final int number;
    private final boolean rung;

    Signal(int number, boolean rung) {
        this.number = number;
        this.rung = rung;
    }

    /** The signal's number, as kill(2) takes it. */
    public int number() {
        return number;
    }

    /** Whether a rung of a ladder may name it. */
    public boolean isRung() {
        return rung;
    }

    /** The name with its prefix: {@code SIGTERM}. */
    public String fullName() {
        return "SIG" + name();
    }

    /** The signals that a rung may name, in the order of their numbers. */
    public static List<Signal> rungs() {
        return Arrays.stream(values()).filter(Signal::isRung).toList();
    }

    /** The signal of that name, with or without {@code SIG}, in either case. */
    public static Optional<Signal> named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return Arrays.stream(values())
                .filter(signal -> signal.name().equals(bare))
                .findFirst();
    }
}
