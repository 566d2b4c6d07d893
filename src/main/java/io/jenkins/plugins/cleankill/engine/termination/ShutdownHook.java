package io.jenkins.plugins.cleankill.engine.termination;

/** Does something if the JVM exits before this is closed: a process that is frozen then would stay frozen for ever. */
final class ShutdownHook implements AutoCloseable {

    private final Thread hook;

    ShutdownHook(Runnable action) {
        hook = new Thread(action, "Clean Kill: letting go at exit");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM exits already: no one reads a message
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM exits: the hook runs
        }
    }
}
