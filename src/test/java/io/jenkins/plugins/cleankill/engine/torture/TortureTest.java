package io.jenkins.plugins.cleankill.engine.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.real.Neighbour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trees are aborted: no survivor, no wrong receiver, no second signal, no clean-up broken off, no next command,
 * no line lost. {@code TortureRun} aborts more of them.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class TortureTest {

    private static final int REAL = Integer.getInteger("clean-kill.torture.trees", 20);
    private static final int FAKE = 10 * REAL;
    private static final long SEED = Long.getLong("clean-kill.torture.seed", 1);

    /** What the first trees load and open stays. */
    private static final int TO_BEGIN_WITH = 4;

    @Test
    void realTrees(@TempDir Path folder, @TempDir Path beside) throws IOException, InterruptedException {
        try (Neighbour neighbour = Neighbour.start(beside)) {
            assertThat(abort(SEED, TO_BEGIN_WITH, folder)).isEmpty();
            List<String> open = openFiles();

            assertThat(abort(SEED + TO_BEGIN_WITH, REAL - TO_BEGIN_WITH, folder))
                    .isEmpty();

            // One that another thread had open for a moment may be fewer
            assertThat(openFiles()).hasSizeLessThanOrEqualTo(open.size());
            neighbour.assertUnharmed();
        }
    }

    @Test
    void fakeTrees() throws InterruptedException {
        assertThat(Torture.abort(SEED, FAKE, FakeTorture::abort)).isEmpty();
    }

    /** Each has broken a promise once. */
    @ParameterizedTest
    @ValueSource(longs = {20263494, 20264648, 20264736, 783642, 785203, 790671})
    void fakeTreesOfBefore(long seed) throws InterruptedException {
        assertThat(Torture.abort(seed, 1, FakeTorture::abort)).isEmpty();
    }

    private static List<String> abort(long seed, int trees, Path folder) throws InterruptedException {
        return Torture.abort(seed, trees, tree -> TorturedBuild.abort(tree, folder));
    }

    private static List<String> openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(TortureTest::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException ignored) { // the descriptor of the listing itself
            return descriptor.toString();
        }
    }
}
