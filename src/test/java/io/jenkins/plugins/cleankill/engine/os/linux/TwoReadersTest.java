package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoReadersTest {

    private static final long[] MANY = LongStream.rangeClosed(1, 1000).toArray();
    private static final long[] FEW = {1, 2, 3};
    private static final Executor THREAD = work -> new Thread(work).start();

    private final FileBuffer buffer = new FileBuffer();

    @Test
    void eachProcessIsReadOnce() throws IOException {
        assertThat(pids(TwoReaders.with(THREAD).read(MANY, buffer, TwoReadersTest::process)))
                .containsExactlyInAnyOrder(box(MANY));
    }

    @Test
    void oneThatIsGoneIsLeftOut() throws IOException {
        List<ProcessInfo> found = TwoReaders.with(THREAD)
                .read(MANY, buffer, (pid, own) -> pid % 2 == 0 ? Optional.empty() : process(pid, own));

        assertThat(found).hasSize(500);
    }

    @Test
    void manyAreReadByTwoThreadsWithABufferEach() throws IOException {
        CyclicBarrier both = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<FileBuffer> buffers = ConcurrentHashMap.newKeySet();

        TwoReaders.with(THREAD).read(MANY, buffer, (pid, own) -> {
            buffers.add(own);
            if (threads.add(Thread.currentThread())) {
                meet(both);
            }
            return process(pid, own);
        });

        assertThat(threads).hasSize(2).contains(Thread.currentThread());
        assertThat(buffers).hasSize(2).contains(buffer);
    }

    @Test
    void fewAreReadByOne() throws IOException {
        TwoReaders readers = TwoReaders.with(work -> {
            throw new AssertionError("a thread for three processes");
        });

        assertThat(pids(readers.read(FEW, buffer, TwoReadersTest::process))).containsExactly(box(FEW));
    }

    @Test
    void aThreadThatDoesNotBeginIsNotWaitedFor() throws IOException {
        assertThat(pids(TwoReaders.with(work -> {}).read(MANY, buffer, TwoReadersTest::process)))
                .containsExactly(box(MANY));
    }

    @Test
    void aThreadThatIsBusyIsAskedAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        TwoReaders readers = TwoReaders.with(work -> {
            asked.incrementAndGet();
            throw new RejectedExecutionException("busy");
        });

        assertThat(pids(readers.read(MANY, buffer, TwoReadersTest::process))).containsExactly(box(MANY));
        assertThat(pids(readers.read(MANY, buffer, TwoReadersTest::process))).containsExactly(box(MANY));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aThreadThatCannotBeHadIsNotAskedForAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        TwoReaders readers = TwoReaders.with(work -> {
            asked.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(pids(readers.read(MANY, buffer, TwoReadersTest::process))).containsExactly(box(MANY));
        assertThat(pids(readers.read(MANY, buffer, TwoReadersTest::process))).containsExactly(box(MANY));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aProcessThatCannotBeReadIsAnErrorWhicheverThreadReadsIt() {
        Thread first = Thread.currentThread();
        for (boolean bySecond : new boolean[] {false, true}) {
            CyclicBarrier both = new CyclicBarrier(2);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();

            assertThatThrownBy(() -> TwoReaders.with(THREAD).read(MANY, buffer, (pid, own) -> {
                        if (threads.add(Thread.currentThread())) {
                            meet(both);
                        }
                        if (bySecond == (Thread.currentThread() != first)) {
                            throw new IOException("no descriptors left");
                        }
                        return process(pid, own);
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no descriptors left");
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("one thread reads alone", e);
        }
    }

    private static Optional<ProcessInfo> process(long pid, FileBuffer ignored) {
        return Optional.of(new ProcessInfo(
                new ProcessIdentity(pid, 100), 1, ProcessState.SLEEPING, "sleep", Environment.NOT_READ));
    }

    private static List<Long> pids(List<ProcessInfo> processes) {
        return processes.stream().map(ProcessInfo::pid).toList();
    }

    private static Long[] box(long[] pids) {
        return LongStream.of(pids).boxed().toArray(Long[]::new);
    }
}
