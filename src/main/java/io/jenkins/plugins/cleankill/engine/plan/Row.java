package io.jenkins.plugins.cleankill.engine.plan;

/**
 * The rows of the table: what a member is in the face of a rung's signal, by evidence. The first one that fits counts.
 * ADR 11 has the table; README, {@code explain} and the log use the same words.
 */
public enum Row {
    /** It was born after its parent got the signal, or is an orphan born in this rung. */
    CLEANUP("is a clean-up command: left in peace"),
    /** It descends from a filter or a service that still waits. */
    WORKS_FOR("works for a process that still waits"),
    /** An ancestor got the signal first and still lives. */
    OWNED("is left to its owner"),
    /** It reads from a member: end-of-file ends it. */
    FILTER("waits for its end-of-file"),
    /** It owns a terminal that members use: its end would hang them up. */
    TERMINAL_OWNER("owns a terminal that others use"),
    /** Others need it for their clean-up. */
    SERVICE("serves others"),
    /** A shell that ignores the signal by its own habit: it gets SIGHUP in the end. */
    INTERACTIVE("is an interactive shell"),
    /** It would run something next when its children end. */
    HELD("is held until its children have ended"),
    /** It catches, blocks or collects the signal. */
    OWNER("catches the signal"),
    /** It dies of the signal, or ignores it. */
    PLAIN("gets the signal");

    private final String words;

    Row(String words) {
        this.words = words;
    }

    /** What a person reads after the process' name. */
    public String words() {
        return words;
    }
}
