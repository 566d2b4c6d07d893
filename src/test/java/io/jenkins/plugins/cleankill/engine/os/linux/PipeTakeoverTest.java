package io.jenkins.plugins.cleankill.engine.os.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes.TakenOutput;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A child that ends before its background job has written everything, as an aborted build script does. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipeTakeoverTest {

    private static final String HERALD = "[clean-kill] Aborted";
    private static final int LINES = 200;
    private static final int MANY_WAKES = 30;

    // The job prints half of its lines, and the others when the script has ended: the JVM then closes all its pipes,
    // and the end of the standard input is the job's word
    private static final String SCRIPT = "exec 3<&0; trap 'exit 0' TERM; "
            + "(echo ready >&%1$d; i=1; while [ $i -le 200 ]; do echo $i >&%1$d; i=$((i+1)); [ $i = 101 ] && read go <&3; done) & "
            + "wait $!";

    /** How often the copier was woken in time: the announcement was not needed. */
    private static final AtomicInteger WOKEN = new AtomicInteger();

    private final LinuxSystem system = LinuxSystem.local();
    private final OutputPipes outputs = system.outputPipes().orElseThrow();

    @AfterAll
    static void theCopierIsWokenAsARule() {
        assertThat(WOKEN).hasPositiveValue();
    }

    @RepeatedTest(100)
    void nothingIsLostOfStandardOutput() throws Exception {
        assertThat(linesOf(1, List.of())).isEqualTo(numbers());
    }

    @RepeatedTest(20)
    void nothingIsLostWhereTheCopierIsOneOfSeveral() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(() -> awaitUninterruptibly(end), "stdout copier");
        other.start();
        try {
            assertThat(linesOf(1, List.of(other))).isEqualTo(numbers());
        } finally {
            end.countDown();
        }
    }

    @RepeatedTest(20)
    void nothingIsLostOfStandardError() throws Exception {
        assertThat(linesOf(2, List.of())).isEqualTo(numbers());
    }

    /** A sink over a slow connection, or a busy machine: the copier is woken in vain many times before it comes to read again. */
    @Test
    void nothingIsAnnouncedToACopierThatIsSlow() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", SCRIPT.formatted(1)).start();
        try {
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch goesOn = new CountDownLatch(1);
            ByteArrayOutputStream sink = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    written.countDown();
                    awaitUninterruptibly(goesOn);
                }
            };
            Thread copier =
                    new Thread(() -> copy(process.getInputStream(), sink, new CountDownLatch(1)), "slow stdout copier");
            copier.start();
            written.await();
            byte[] herald = (HERALD + "\n").getBytes(UTF_8);
            CompletableFuture<TakenOutput> taken = CompletableFuture.supplyAsync(
                    () -> outputs.takeOver(identityOf(process), 1, herald, List.of(copier))
                            .orElseThrow());
            awaitWakes(copier, () -> !taken.isDone());
            goesOn.countDown();
            try (TakenOutput rest = taken.join()) {
                assertThat(rest.announced()).isFalse();
                assertThat(rest.awaitCopier(Duration.ofSeconds(30))).isTrue();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** A kept process holds the pipe: its end does not come, what is in it does. */
    @Test
    void whatIsInAPipeThatHasNoEndIsReadAllTheSame() throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", "echo ready; read go; echo last words; echo said >&2; read on").start();
        try {
            CountDownLatch started = new CountDownLatch(1);
            Thread copier = new Thread(
                    () -> copy(process.getInputStream(), new ByteArrayOutputStream(), started), "stdout copier");
            copier.start();
            started.await();
            try (TakenOutput rest = outputs.takeOver(identityOf(process), 1, new byte[] {'\n'}, List.of(copier))
                    .orElseThrow()) {
                assertThat(rest.awaitCopier(Duration.ofSeconds(30))).isTrue();
                process.outputWriter().append("go\n").flush();
                assertThat(process.errorReader().readLine()).isEqualTo("said");
                rest.finish();

                assertThat(rest.stream().readAllBytes()).asString().isEqualTo("last words\n");
                assertThat(process.isAlive()).isTrue();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** A thread that waits leaves its processor once more for each signal. */
    private static void awaitWakes(Thread thread, BooleanSupplier meanwhile) {
        long id = new NativeThreads(Child.Machine.PROC)
                .calledLike(List.of(thread))
                .get(0);
        long begun = switches(id);
        while (switches(id) - begun < MANY_WAKES && meanwhile.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static long switches(long thread) {
        return NativeThreads.text("/proc/self/task/" + thread + "/status")
                .lines()
                .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .sum();
    }

    private static ProcessIdentity identityOf(Process process) {
        try {
            return Child.identityOf(process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void outputThatIsNoPipeIsLeftAlone() throws IOException {
        try (Child child = Child.sh("echo ready; exec >/dev/null; exec sleep 1000")) {
            assertThat(outputs.takeOver(child.identity(), 77, new byte[] {'\n'}, List.of()))
                    .isEmpty();
        }
    }

    private List<String> linesOf(int descriptor, List<Thread> others) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", SCRIPT.formatted(descriptor)).start();
        try {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            CountDownLatch started = new CountDownLatch(1);
            InputStream stream = descriptor == 1 ? process.getInputStream() : process.getErrorStream();
            Thread copier = new Thread(() -> copy(stream, sink, started), "stdout copier");
            copier.start();
            List<Thread> copiers =
                    Stream.concat(others.stream(), Stream.of(copier)).toList();
            started.await();
            boolean announced;
            byte[] herald = (HERALD + "\n").getBytes(UTF_8);
            try (TakenOutput rest = outputs.takeOver(Child.identityOf(process.pid()), descriptor, herald, copiers)
                    .orElseThrow()) {
                announced = rest.announced();
                assertThat(rest.awaitCopier(Duration.ofSeconds(30))).isTrue();
                system.signals().send(Child.identityOf(process.pid()), Signal.TERM);
                assertThat(process.waitFor()).isZero();
                rest.stream().transferTo(sink);
            }
            List<String> lines = new ArrayList<>(sink.toString(UTF_8).lines().toList());
            assertThat(lines).containsOnlyOnce("ready");
            lines.remove("ready");
            // A loaded machine may not run the copier in time: then it has read the announcement, which came once
            assertThat(lines.remove(HERALD)).isEqualTo(announced);
            WOKEN.addAndGet(announced ? 0 : 1);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** As hudson.util.StreamCopyThread does. */
    private static void copy(InputStream in, ByteArrayOutputStream sink, CountDownLatch started) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sink.write(buffer, 0, count);
                started.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> numbers() {
        return IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList();
    }
}
