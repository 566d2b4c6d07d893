package io.jenkins.plugins.cleankill.engine.os.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes.TakenOutput;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
