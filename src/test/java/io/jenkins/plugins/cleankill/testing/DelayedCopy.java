package io.jenkins.plugins.cleankill.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One direction of a slow link: what is read comes out later, in its order, however much is under way. */
final class DelayedCopy {

    private static final int BUFFER = 65_536;

    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    private final long delay;

    private DelayedCopy(Duration delay) {
        this.delay = delay.toNanos();
    }

    /** @param bytes none at the end of the stream */
    private record Chunk(byte[] bytes, long due) {}

    /** Copies in the background until the end of the input, and closes the output then. */
    static void start(InputStream in, OutputStream out, Duration delay) {
        DelayedCopy copy = new DelayedCopy(delay);
        daemon(() -> copy.read(in));
        daemon(() -> copy.write(out));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "slow link");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                add(Arrays.copyOf(buffer, length));
            }
        } catch (IOException e) {
            // The other side is gone: the link ends
        }
        add(new byte[0]);
    }

    private void add(byte[] bytes) {
        underWay.add(new Chunk(bytes, System.nanoTime() + delay));
    }

    private void write(OutputStream out) {
        try (out) {
            for (Chunk next = underWay.take(); next.bytes().length > 0; next = underWay.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                out.write(next.bytes());
                out.flush();
            }
        } catch (IOException e) {
            // The other side is gone: the link ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
