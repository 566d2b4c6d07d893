package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A value of a Pipeline's, which may be anything: a serializable one is there again after a restart of the controller,
 * any other has a stand-in then. A step that passes its body's value on at once need not care; one that keeps it while
 * it waits would have the whole Pipeline fail when its state is saved.
 */
final class Storable<T> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(Storable.class.getName());

    private final Object stored;
    private final boolean whole;
    private transient T live;

    private Storable(@CheckForNull T live, @CheckForNull Object stored, boolean whole) {
        this.live = live;
        this.stored = stored;
        this.whole = whole;
    }

    /** @param standIn the value after a restart where the real one can't be stored */
    static <T> Storable<T> of(@CheckForNull T value, @CheckForNull T standIn) {
        return isSerializable(value) ? new Storable<>(value, value, true) : new Storable<>(value, standIn, false);
    }

    private static boolean isSerializable(@CheckForNull Object value) {
        if (value == null || value instanceof String) {
            return true;
        }
        if (!(value instanceof Serializable)) {
            return false;
        }
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(value);
            return true;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            LOGGER.log(Level.FINE, "A body's value does not survive a restart", e);
            return false;
        }
    }

    /** The value, or its stand-in. */
    @CheckForNull
    T get() {
        return live;
    }

    /** Whether the value is lost in a restart. */
    boolean isLostInARestart() {
        return !whole;
    }

    @SuppressWarnings("unchecked")
    private Object readResolve() {
        live = (T) stored;
        return this;
    }
}
