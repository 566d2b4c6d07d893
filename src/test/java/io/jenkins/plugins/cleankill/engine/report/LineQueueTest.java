package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch reader = new CountDownLatch(1);

    private LineQueue queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void linesAndWhatComesAfterThemKeepTheirOrder() {
        queue = new LineQueue(written::add);

        queue.accept("one");
        queue.after(() -> written.add("then"));
        queue.accept("two");
        queue.drain(LONG);

        assertThat(written).containsExactly("one", "then", "two");
    }

    @Test
    void aLogThatBlocksHoldsNothingUpAndTellsWhatItMissed() throws InterruptedException {
        queue = new LineQueue(this::write);
        queue.accept("first");
        blocked.await();

        IntStream.range(0, 1500).forEach(i -> queue.accept("line " + i));
        queue.drain(Duration.ofMillis(1));
        assertThat(written).isEmpty();

        reader.countDown();
        queue.drain(LONG);
        assertThat(written)
                .hasSize(1002)
                .startsWith(
                        "first", "[clean-kill] 500 lines are missing here: the log took none for too long", "line 0");
    }

    @Test
    void anAbortedThreadStillWaitsForItsLastLine() {
        queue = new LineQueue(written::add);

        Thread.currentThread().interrupt();
        queue.accept("last");
        queue.drain(LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).containsExactly("last");
    }

    private void write(String line) {
        blocked.countDown();
        try {
            reader.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        written.add(line);
    }
}
