package io.jenkins.plugins.cleankill.engine.settings;

/** The treatment of processes that are still alive when the block, or the build, ends: also on success. */
public enum LeftoverPolicy {
    /** End them. */
    KILL,
    /** Leave them alive and name them. */
    REPORT,
    /** End them and set the result to UNSTABLE. */
    UNSTABLE,
    /** End them and set the result to FAILURE. */
    FAIL;

    /**
     * Reads it as a user writes it, in lower case.
     *
     * @throws InvalidSettingException naming {@code leftovers}
     */
    public static LeftoverPolicy parse(String text) {
        return Words.parse(LeftoverPolicy.class, "leftovers", text);
    }

    /** Whether it ends them. */
    public boolean kills() {
        return this != REPORT;
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
