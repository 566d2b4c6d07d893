package io.jenkins.plugins.cleankill.engine.plan;

/** Why a process is kept, in words: for the engine, and for the script in a container. */
public final class KeepReason {

    private KeepReason() {}

    /** @param marker as a user has set it: {@code BUILD_ID=dontKillMe} */
    public static String marker(String marker) {
        return marker + " in its environment";
    }

    /** @param glob one of the user's patterns */
    public static String pattern(String glob) {
        return "keep: " + glob;
    }

    /** @param process a kept one */
    public static String descendantOf(String process) {
        return "a descendant of " + process;
    }
}
