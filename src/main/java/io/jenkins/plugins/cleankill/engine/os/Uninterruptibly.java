package io.jenkins.plugins.cleankill.engine.os;

/** Waits that an interrupt does not end; the thread's interrupt flag is as it was, or set, afterwards. */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    /**
     * Waits to the end.
     *
     * @param onInterrupt runs at each interrupt
     */
    public static <T, E extends Exception> T await(Wait<T, E> wait, Runnable onInterrupt) throws E {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException ignored) {
                    // Put back below: the end of the wait counts more
                    interrupted = true;
                    onInterrupt.run();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A wait that can be begun anew. */
    @FunctionalInterface
    public interface Wait<T, E extends Exception> {

        T await() throws InterruptedException, E;
    }
}
