package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.OutputPipes.TakenOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Pumps an output that was taken over, up to its end, once it is told to begin. */
final class OutputPump implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(OutputPump.class.getName());

    /** When all members are gone, only a kept process can hold the pipe: its later output can't be waited for. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final TakenOutput taken;
    private final OutputStream sink;
    private final Duration untilTheEnd;
    private final Duration forTheRest;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final Thread thread = new Thread(this::pump, "Clean Kill: output pump");
    private volatile boolean closed;

    OutputPump(TakenOutput taken, OutputStream sink) {
        this(taken, sink, AFTER_THE_END, AFTER_THE_END);
    }

    /**
     * @param untilTheEnd how long the end of the pipe is waited for
     * @param forTheRest how long a sink may take for what is in the pipe after that
     */
    OutputPump(TakenOutput taken, OutputStream sink, Duration untilTheEnd, Duration forTheRest) {
        this.taken = taken;
        this.sink = sink;
        this.untilTheEnd = untilTheEnd;
        this.forTheRest = forTheRest;
        thread.setDaemon(true);
        start();
    }

    /** In a storm of forks there may be no thread: then it is tried again when the processes have been ended. */
    private void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // EAGAIN of clone(2): the thread stays as it was, NEW
            LOGGER.log(Level.WARNING, "The output of an aborted build comes when it has been ended", e);
        }
    }

    void begin() {
        begin.countDown();
    }

    private void pump() {
        try {
            begin.await();
            while (!taken.awaitCopier(Duration.ofSeconds(1))) {
                LOGGER.fine("The copier still writes");
                if (closed) {
                    return; // it is stuck in the sink
                }
            }
            taken.stream().transferTo(sink);
            sink.flush();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The rest of a build's output could not be written", e);
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "The output of a kept process is not followed any more", e);
        }
    }

    /** Waits until the output has come to its end, or until what is in the pipe by then has been written. */
    void drain() {
        begin();
        if (thread.getState() == Thread.State.NEW) {
            start();
        }
        awaitEnd(untilTheEnd);
        if (thread.isAlive()) {
            taken.finish();
            awaitEnd(forTheRest);
        }
        flush();
    }

    private void awaitEnd(Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * By the thread that answers the controller: a channel brings an answer after what its own thread has written before,
     * but not after what other threads have.
     */
    private void flush() {
        if (thread.isAlive()) {
            return; // the sink is stuck, and would take this thread with it
        }
        try {
            sink.flush();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The connection is lost, or the log closed", e);
        }
    }

    /** Ends the pumping; what is being written has a little more time. */
    @Override
    public void close() {
        begin();
        if (thread.isAlive()) {
            taken.finish();
            awaitEnd(forTheRest);
        }
        flush();
        closed = true;
        taken.close();
    }
}
