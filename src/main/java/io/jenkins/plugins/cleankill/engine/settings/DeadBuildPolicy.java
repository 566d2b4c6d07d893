package io.jenkins.plugins.cleankill.engine.settings;

/** The treatment of processes of builds that are over, when an agent connects or a build starts on it. */
public enum DeadBuildPolicy {
    /** No search. */
    OFF,
    /** Leave them alive and name them. */
    REPORT,
    /** Name them and end them. */
    KILL;

    /**
     * Reads it as a user writes it, in lower case.
     *
     * @throws InvalidSettingException naming {@code deadBuilds}
     */
    public static DeadBuildPolicy parse(String text) {
        return Words.parse(DeadBuildPolicy.class, "deadBuilds", text);
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
