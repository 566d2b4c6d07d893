package io.jenkins.plugins.cleankill.engine.plan;

/** What a member is to the structure of a build, for one signal. */
public enum Role {
    /** It catches the signal, or blocks it to collect it, and is not a shell: it owns its subtree. */
    OWNER,
    /** A shell that catches the signal: it acts only after its foreground child has ended. */
    SHELL,
    /** It would die, and reads its standard input from a live member: it sees end-of-file when its writers are gone. */
    FILTER,
    /** It would die, and reads what a live descendant writes: it goes on to its next command at end-of-file. */
    READER,
    /** It would die, and has live descendants: it goes on to its next command when they have ended. */
    PARENT,
    /** It would die, and nothing depends on it. */
    PLAIN,
    /** It ignores the signal. */
    UNHEEDING
}
