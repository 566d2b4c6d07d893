package io.jenkins.plugins.cleankill.engine.settings;

/** The treatment of containers that a block, or a build, has started itself and that still run at its end. */
public enum ContainerPolicy {
    /** No look at them. */
    OFF,
    /** Leave them running and name them. */
    REPORT,
    /** Name them and stop them. */
    STOP;

    /**
     * Reads it as a user writes it, in lower case.
     *
     * @throws InvalidSettingException naming {@code containers}
     */
    public static ContainerPolicy parse(String text) {
        return Words.parse(ContainerPolicy.class, "containers", text);
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
