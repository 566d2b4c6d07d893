package io.jenkins.plugins.cleankill.engine.settings;

/** Which processes get a rung's signal. */
public enum Delivery {
    /** Each process by its role in the structure, so that exit codes, traps and cleanup unwind from the inside out. */
    STRUCTURED,
    /** Every process at once, parents first. */
    ALL,
    /** The roots only: processes of the build whose parent is not one. */
    MAIN;

    /**
     * Reads it as a user writes it, in lower case.
     *
     * @throws InvalidSettingException naming {@code delivery}
     */
    public static Delivery parse(String text) {
        return Words.parse(Delivery.class, "delivery", text);
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
