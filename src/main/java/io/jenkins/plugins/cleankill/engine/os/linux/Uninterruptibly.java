package io.jenkins.plugins.cleankill.engine.os.linux;

/** Waits that an interrupt does not cut short; the thread's interrupt flag is as it was, or set, afterwards. */
final class Uninterruptibly {

    private Uninterruptibly() {}

    /** Waits for a process that ends by itself, and returns its exit code. */
    static int waitFor(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException ignored) {
                    // Put back below: an abort must not make us lose the outcome of a signal
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
