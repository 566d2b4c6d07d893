package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few descriptors that are kept open for the moment when the JVM, or the machine, has no other left: EMFILE and ENFILE,
 * see open(2). They are lent for one read of {@code /proc} at a time, which needs one.
 */
public final class DescriptorReserve {

    /** Of this JVM: opened with the first system that is asked for, when as a rule nothing is scarce yet. */
    public static final DescriptorReserve OURS = new DescriptorReserve();

    // More than one: another thread of the JVM may wait for a descriptor, too, and take the first that is free
    private static final int SIZE = 4;

    private final Deque<FileInputStream> spare = new ArrayDeque<>();

    private DescriptorReserve() {
        try {
            // A class is a file, too, where it does not come out of a jar that is open: a loan's classes are loaded now
            lend(() -> null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads with the reserve's descriptors free; for one reader at a time. */
    synchronized <T> T lend(Read<T> read) throws IOException {
        release();
        try {
            return read.run();
        } finally {
            refill();
        }
    }

    private void release() {
        while (!spare.isEmpty()) {
            try {
                spare.pop().close();
            } catch (IOException ignored) {
                // close(2) frees the number whatever it answers
            }
        }
    }

    /** Opens what is missing of it, as far as there are descriptors. */
    public synchronized void refill() {
        try {
            while (spare.size() < SIZE) {
                spare.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException ignored) {
            // EMFILE: the next read of /proc tries again
        }
    }

    /** A read that needs a descriptor. */
    @FunctionalInterface
    interface Read<T> {
        T run() throws IOException;
    }
}
