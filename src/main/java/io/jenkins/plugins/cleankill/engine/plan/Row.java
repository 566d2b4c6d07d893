package io.jenkins.plugins.cleankill.engine.plan;

/**
 * The rows of the table: the kinds of members in the face of a rung's signal, by evidence. The first that fits counts.
 * README, ADR 11, {@code explain}, log and report have these titles and words: a test compares them.
 */
public enum Row {
    /** A process born after its parent got the signal, or an orphan born in the first rung. */
    CLEANUP("clean-up", "is a clean-up command: left in peace"),
    /** A descendant of a filter or a service that still waits. */
    WORKS_FOR("works for", "works for a process that still waits"),
    /** An ancestor got the signal first and still lives. */
    OWNED("owned", "is left to its owner"),
    /** A process that reads from a member: end-of-file ends it. */
    FILTER("filter", "waits for its end-of-file"),
    /** The owner of a terminal that members use: its end would hang them up. */
    TERMINAL_OWNER("terminal owner", "owns a terminal that others use"),
    /** Members need it for their clean-up. */
    SERVICE("service", "serves others"),
    /** A shell that ignores the signal by its own habit: it gets SIGHUP in the end. */
    INTERACTIVE("interactive", "is an interactive shell"),
    /** A process that would run something next when its children end. */
    HELD("held", "is held until its children have ended"),
    /** A process that catches, blocks or collects the signal. */
    OWNER("owner", "catches the signal"),
    /** A process that dies of the signal, or ignores it. */
    PLAIN("plain", "gets the signal");

    private final String title;
    private final String words;

    Row(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** The name of the row. */
    public String title() {
        return title;
    }

    /** The words that a person reads after the process' name. */
    public String words() {
        return words;
    }
}
