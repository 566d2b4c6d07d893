package io.jenkins.plugins.cleankill.config;

import java.util.function.Consumer;

/**
 * The global settings that hold, and the one way to change them. A form and configuration as code set one field after the
 * other: until the last one is accepted, the changes are seen by the changing thread alone.
 */
public final class SettingsTransaction {

    private final ThreadLocal<GlobalSettings> draft = new ThreadLocal<>();
    private volatile GlobalSettings committed = new GlobalSettings();

    SettingsTransaction() {
        // made by the configuration alone
    }

    /** The settings that hold. */
    GlobalSettings committed() {
        return committed;
    }

    synchronized void replace(GlobalSettings loaded) {
        committed = loaded;
    }

    /** Whether this thread is in the middle of {@link #commit} or {@link #rehearse}. */
    boolean isOpen() {
        return draft.get() != null;
    }

    /** Makes one change: by itself, or as a part of the transaction that is open. */
    void change(Consumer<GlobalSettings> setter) {
        if (isOpen()) {
            setter.accept(draft.get());
        } else {
            commit(() -> setter.accept(draft.get()));
        }
    }

    /** Makes all changes, or none. */
    synchronized <E extends Exception> void commit(Changes<E> changes) throws E {
        committed = changed(changes);
    }

    /** Checks all changes, and makes none. */
    <E extends Exception> void rehearse(Changes<E> changes) throws E {
        changed(changes);
    }

    private <E extends Exception> GlobalSettings changed(Changes<E> changes) throws E {
        GlobalSettings before = committed;
        GlobalSettings after = before.copy();
        draft.set(after);
        try {
            changes.make();
        } finally {
            draft.remove();
        }
        after.check(before);
        return after;
    }

    /** Calls of the setters. */
    @FunctionalInterface
    public interface Changes<E extends Exception> {
        void make() throws E;
    }
}
