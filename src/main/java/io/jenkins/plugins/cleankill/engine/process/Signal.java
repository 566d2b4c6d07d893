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
    STOP(19, false),
    TTIN(21, false),
    /** Windows: the console event, or its default: the end. */
    CTRL_C("Ctrl+C"),
    /** Windows: the console event. */
    CTRL_BREAK("Ctrl+Break"),
    /** Windows: the console event of a console window that is closed. */
    CTRL_CLOSE("the closing of the console"),
    /** Windows: the message that a click on a window's cross sends. */
    WM_CLOSE("WM_CLOSE"),
    /** Windows: TerminateProcess for a frozen cmd.exe, with the exit code of Ctrl+C. */
    CTRL_C_EXIT("TerminateProcess with the exit code of Ctrl+C"),
    /** Windows: TerminateProcess. */
    TERMINATE("TerminateProcess"),
    /** Windows: NtSuspendProcess. */
    SUSPEND("suspension"),
    /** Windows: NtResumeProcess. */
    RESUME("resumption");

    /** No system call takes it, and no set of signals has it in it. */
    private static final int NONE = 0;

    private final int number;
    private final boolean rung;
    private final String fullName;

    Signal(int number, boolean rung) {
        this.number = number;
        this.rung = rung;
        this.fullName = "SIG" + name();
    }

    Signal(String fullName) {
        this.number = NONE;
        this.rung = false;
        this.fullName = fullName;
    }

    /** The signal's number, as kill(2) takes it; 0 for what is no signal. */
    public int number() {
        return number;
    }

    /** Whether a rung of a ladder may name it. */
    public boolean isRung() {
        return rung;
    }

    /** Whether no process can withstand it: SIGKILL, or what Windows has in its place. */
    public boolean isKill() {
        return this == KILL || this == TERMINATE;
    }

    /** Whether it may stand for a rung's signal where there are no signals. */
    public boolean isConsoleEvent() {
        return this == CTRL_C || this == CTRL_BREAK || this == CTRL_CLOSE;
    }

    /** The name with its prefix: {@code SIGTERM}; a stand-in for a signal elsewhere by its own name: {@code Ctrl+C}. */
    public String fullName() {
        return fullName;
    }

    /** The signals that a rung may name, in the order of their numbers. */
    public static List<Signal> rungs() {
        return Arrays.stream(values()).filter(Signal::isRung).toList();
    }

    /** The Unix signal of that name, with or without {@code SIG}, in either case. */
    public static Optional<Signal> named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return Arrays.stream(values())
                .filter(signal -> signal.number > NONE && signal.name().equals(bare))
                .findFirst();
    }
}
