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

    /** When all members are gone, only a kept process can hold the pipe: its output can't be waited for. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final TakenOutput taken;
    private final OutputStream sink;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final Thread thread = new Thread(this::pump, "Clean Kill: output pump");

    OutputPump(TakenOutput taken, OutputStream sink) {
        this.taken = taken;
        this.sink = sink;
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
            }
            taken.stream().transferTo(sink);
            sink.flush();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The rest of a build's output could not be written", e);
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "The output of a kept process is not followed any more", e);
        }
    }

    /** Waits until the output has come to its end. */
    void drain() {
        begin();
        if (thread.getState() == Thread.State.NEW) {
            start();
        }
        try {
            thread.join(AFTER_THE_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the pumping; it waits for what is being written. */
    @Override
    public void close() {
        taken.close();
        drain();
    }
}
