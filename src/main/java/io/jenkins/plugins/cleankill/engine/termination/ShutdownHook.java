package io.jenkins.plugins.cleankill.engine.termination;

/** Does something if the JVM exits before this is closed: what is held then would stay held for ever. */
final class ShutdownHook implements AutoCloseable {

    private final Thread hook;

    ShutdownHook(Runnable action) {
        hook = new Thread(action, "Clean Kill: letting go at exit");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM exits already: there is nobody to tell
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
