package io.jenkins.plugins.cleankill.cli;

import java.lang.reflect.Field;
import java.util.Hashtable;
import java.util.Map;
import sun.misc.Signal;

/**
 * The thread of the JVM that takes signals: it waits from the JVM's start. For each signal it looks the handler up in a
 * table of {@code jdk.internal.misc.Signal} and starts a new thread for it; where clone(2) fails with EAGAIN, RLIMIT_NPROC
 * for instance, the signal is lost with an {@code OutOfMemoryError}. Here the look at the table does what the handler would.
 *
 * <p>The table is no part of the JDK's interface: {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED} opens it,
 * as the manifest of our jar does. Where it is shut, or another one, a signal has its thread as before.
 */
final class SignalDispatcher {

    private SignalDispatcher() {}

    /**
     * From now on the action runs in the dispatcher's thread when the signal comes, in place of the handler: it must not
     * block.
     *
     * @param signal has a handler
     */
    static void runs(Signal signal, Runnable action) {
        try {
            put(handlers(), signal, action);
        } catch (ReflectiveOperationException | RuntimeException ignored) {
            // No such field, or no access (InaccessibleObjectException): the handler stays
        }
    }

    @SuppressWarnings("unchecked")
    private static Hashtable<Object, Object> handlers() throws ReflectiveOperationException {
        Field handlers = Class.forName("jdk.internal.misc.Signal").getDeclaredField("handlers");
        handlers.setAccessible(true);
        return (Hashtable<Object, Object>) handlers.get(null);
    }

    private static void put(Hashtable<Object, Object> handlers, Signal signal, Runnable action) {
        synchronized (handlers) {
            handlers.entrySet().stream()
                    .filter(entry -> entry.getKey().toString().equals(signal.toString()))
                    .findFirst()
                    .map(Map.Entry::copyOf)
                    .ifPresent(entry -> {
                        handlers.remove(entry.getKey());
                        handlers.put(new Key(entry.getKey(), action), entry.getValue());
                    });
        }
    }

    /** Acts when it is compared to the signal's own key, and is never found: the dispatcher starts no thread then. */
    private record Key(Object signal, Runnable action) {

        @Override
        public boolean equals(Object other) {
            if (signal.equals(other)) {
                action.run();
            }
            return this == other;
        }

        @Override
        public int hashCode() {
            return signal.hashCode();
        }
    }
}
