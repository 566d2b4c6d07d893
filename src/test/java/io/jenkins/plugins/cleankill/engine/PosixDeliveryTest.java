package io.jenkins.plugins.cleankill.engine;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.cleankill.engine.AbortedExamples.Case;
import io.jenkins.plugins.cleankill.engine.os.posix.PosixOnLinux;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the port for other Unix systems keeps of the contract of delivery: the table in docs/platforms.md. */
@EnabledOnOs(OS.LINUX)
class PosixDeliveryTest extends EngineDeliveryTest {

    private static final String NO_PIPES = "The port is not told what reads a pipe.";
    private static final String NO_DISPOSITIONS = "The port is not told what a process does with a signal.";

    private static final Map<String, String> NOT_KEPT = Map.of(
            "02-tool-tee-next", NO_PIPES,
            "06-helper-and-tee", NO_PIPES,
            "11-ignores-term", NO_DISPOSITIONS);

    @Override
    protected Stream<Shell> shells() {
        return Stream.of(Shell.DASH);
    }

    @Override
    protected Stream<Shell> shellsOfExamples() {
        return shells();
    }

    @Override
    protected Outcome abort(RealBuild build, Shell shell, Duration window) throws IOException {
        return build.terminate(PosixOnLinux.system(), window);
    }

    @Override
    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(600)
    void anAbortedExampleEndsAsItShould(Case run) throws IOException, InterruptedException, ExecutionException {
        assumeFalse(NOT_KEPT.containsKey(run.script()), () -> NOT_KEPT.get(run.script()));
        super.anAbortedExampleEndsAsItShould(run);
    }

    @Override
    @Disabled(NO_PIPES)
    @ParameterizedTest
    @MethodSource("shells")
    void whatAParentReadsOfItsChildIsNotLost(Shell shell) throws IOException, InterruptedException {
        super.whatAParentReadsOfItsChildIsNotLost(shell);
    }

    @Override
    @Disabled(NO_PIPES)
    @ParameterizedTest
    @MethodSource("shells")
    void aFifoOnAnyDescriptorMakesAFilter(Shell shell) throws IOException, InterruptedException {
        super.aFifoOnAnyDescriptorMakesAFilter(shell);
    }

    @Override
    @Disabled(NO_PIPES)
    @ParameterizedTest
    @MethodSource("shells")
    void aLoopThatOnlyCopiesComesToItsLastLine(Shell shell) throws IOException, InterruptedException {
        super.aLoopThatOnlyCopiesComesToItsLastLine(shell);
    }

    @Override
    @Disabled(NO_DISPOSITIONS)
    @ParameterizedTest
    @MethodSource("shells")
    void whatAnOwnerForwardsIsNotSentOnceMore(Shell shell) throws IOException, InterruptedException {
        super.whatAnOwnerForwardsIsNotSentOnceMore(shell);
    }
}
