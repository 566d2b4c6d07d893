package io.jenkins.plugins.cleankill.engine.process;

/** The state of a process, field 3 of {@code /proc/PID/stat}, see proc_pid_stat(5). */
public enum ProcessState {
    RUNNING('R'),
    SLEEPING('S'),
    /** In a kernel wait that no signal ends. */
    UNINTERRUPTIBLE('D'),
    /** By SIGSTOP or job control, or a frozen one. */
    STOPPED('T'),
    /** Stopped by a debugger. */
    TRACED('t'),
    /** The process has ended; its parent has not collected its exit status. */
    ZOMBIE('Z'),
    DEAD('X'),
    IDLE('I'),
    /** The system does not tell. */
    UNKNOWN('?');

    private final char letter;

    ProcessState(char letter) {
        this.letter = letter;
    }

    /** The state of that letter; {@link #UNKNOWN} for a letter of a future kernel. */
    public static ProcessState of(char letter) {
        for (ProcessState state : values()) {
            if (state.letter == letter) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** The letter that ps(1) shows. */
    public char letter() {
        return letter;
    }

    /** Whether the process still does, or may do, something. A zombie has ended. */
    public boolean isAlive() {
        return this != ZOMBIE && this != DEAD;
    }
}
