package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.OutputPipes.TakenOutput;
import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of an output that was taken over. */
@Timeout(60)
class OutputPumpTest {

    private static final int UNREAD = 50_000;
    private static final Duration SHORT = Duration.ofMillis(20);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SlowSink sink = new SlowSink();
    private final Pipe pipe = new Pipe();

    @Test
    void aSlowSinkGetsWhatWasInThePipeAtTheEnd() {
        OutputPump pump = new OutputPump(pipe, sink, SHORT, LONG);
        pipe.onFinish = sink.goesOn::countDown;

        pump.drain();

        assertThat(sink.size()).isEqualTo(UNREAD);
        pump.close();
    }

    @Test
    void aSinkThatIsStuckIsNotWaitedFor() throws InterruptedException {
        OutputPump pump = new OutputPump(pipe, sink, SHORT, SHORT);
        pump.begin();
        sink.reached.await();

        pump.drain();
        pump.close();

        assertThat(sink.size()).isZero();
        sink.goesOn.countDown();
    }

    private static final class SlowSink extends ByteArrayOutputStream {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public void write(byte[] bytes, int offset, int length) {
            reached.countDown();
            Uninterruptibly.await(
                    () -> {
                        goesOn.await();
                        return true;
                    },
                    () -> {});
            super.write(bytes, offset, length);
        }
    }

    /** A pipe that a kept process holds: it has some bytes, and comes to no end by itself. */
    private static final class Pipe extends InputStream implements TakenOutput {

        private final CountDownLatch end = new CountDownLatch(1);
        private int unread = UNREAD;
        private volatile boolean closed;
        private Runnable onFinish = () -> {};

        @Override
        public boolean announced() {
            return false;
        }

        @Override
        public boolean awaitCopier(Duration atMost) {
            return true;
        }

        @Override
        public InputStream stream() {
            return this;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("the pump reads pieces");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (unread == 0) {
                Uninterruptibly.await(
                        () -> {
                            end.await();
                            return true;
                        },
                        () -> {});
            }
            int count = Math.min(1000, unread);
            unread -= count;
            return closed || count == 0 ? -1 : count;
        }

        @Override
        public void finish() {
            onFinish.run();
            end.countDown();
        }

        @Override
        public void close() {
            closed = true;
            end.countDown();
        }
    }
}
