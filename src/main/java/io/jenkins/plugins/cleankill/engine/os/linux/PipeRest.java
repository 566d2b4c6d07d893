package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.OutputPipes.TakenOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The bytes that are still to come through a pipe that was taken over. */
final class PipeRest extends InputStream implements TakenOutput {

    private static final int CHUNK = 64 * 1024;

    private final int reader;
    private final int closed;
    private final int finished;
    private final BooleanSupplier copierEnded;
    private final byte[] chunk = new byte[CHUNK];
    private final AtomicBoolean ending = new AtomicBoolean();

    /** The lock for the events: none is raised after its descriptor is closed. */
    private final Object raising = new Object();

    private volatile boolean announced;

    private volatile boolean finishing;

    /** How much is read yet, once that is known: the reading thread alone counts it. */
    private int left = Integer.MAX_VALUE;

    PipeRest(int reader, BooleanSupplier copierEnded) {
        this.reader = reader;
        this.copierEnded = copierEnded;
        this.closed = LibC.eventDescriptor();
        this.finished = LibC.eventDescriptor();
    }

    @Override
    public boolean announced() {
        return announced;
    }

    void announced(boolean yes) {
        announced = yes;
    }

    // A descriptor of another thread's can't be waited for: the little waits end early when this is closed
    @Override
    public boolean awaitCopier(Duration atMost) throws InterruptedException {
        for (long waits = Math.max(1, atMost.toMillis()); waits > 0 && !ending.get(); waits--) {
            if (copierEnded.getAsBoolean()) {
                return true;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            PollSet set = new PollSet(1);
            set.put(0, closed);
            LibC.pollAll(set, 1, 1);
        }
        return copierEnded.getAsBoolean();
    }

    @Override
    public InputStream stream() {
        return this;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (!copierEnded.getAsBoolean()) {
            throw new IOException("The thread that copied this output so far has not ended");
        }
        while (length > 0 && !ending.get()) {
            awaitReadable();
            int most = Math.min(Math.min(length, CHUNK), left());
            int count = ending.get() || most == 0 ? 0 : LibC.readBytes(reader, chunk, most);
            if (count > 0) {
                System.arraycopy(chunk, 0, target, offset, count);
                left -= isCounted() ? count : 0;
                return count;
            }
            if (count == 0 || count == -LibC.EAGAIN && isCounted()) {
                return -1;
            }
            if (count != -LibC.EAGAIN && count != -LibC.EINTR) {
                throw new IOException("read(2) of a pipe: errno " + -count);
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int left() {
        if (finishing && !isCounted()) {
            left = Math.max(0, LibC.unreadBytes(reader));
        }
        return left;
    }

    private boolean isCounted() {
        return left != Integer.MAX_VALUE;
    }

    private void awaitReadable() {
        PollSet set = new PollSet(3);
        set.put(0, closed);
        set.put(1, finished);
        set.put(2, reader);
        LibC.pollAll(set, 3, -1);
    }

    @Override
    public void finish() {
        synchronized (raising) {
            finishing = true;
            if (!ending.get()) {
                LibC.raise(finished);
            }
        }
    }

    /** Wakes a reading thread first: a descriptor closed under it could be another file by its next system call. */
    @Override
    public void close() {
        synchronized (raising) {
            if (!ending.compareAndSet(false, true)) {
                return;
            }
            LibC.raise(closed);
        }
        synchronized (this) {
            LibC.closeFile(reader);
            LibC.closeFile(closed);
            LibC.closeFile(finished);
        }
    }
}
