package io.jenkins.plugins.cleankill.engine.repeat;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The program of one round: test classes, one after another, in this JVM. Of each it writes a line to a file when it is over; stack
 * traces go to the standard output.
 *
 * <pre>java -cp … Round FILE CLASS…</pre>
 */
final class Round {

    private final Path results;
    private final Launcher launcher = LauncherFactory.create();

    private Round(Path results) {
        this.results = results;
    }

    /** Exits with 0 whatever has failed: the file tells. */
    public static void main(String[] arguments) throws IOException {
        Round round = new Round(Path.of(arguments[0]));
        for (String test : List.of(arguments).subList(1, arguments.length)) {
            round.run(test);
        }
        System.exit(0);
    }

    private void run(String test) throws IOException {
        System.out.println("== " + test);
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        long begun = System.nanoTime();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(test))
                        .build(),
                listener);
        double seconds = (System.nanoTime() - begun) / 1e9;
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true), 100);
        Result result = new Result(test, seconds, summary.getTestsSucceededCount(), failure(summary));
        Files.writeString(results, result.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The first failure with its test, empty if there was none. */
    private static String failure(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .findFirst()
                .orElse("");
    }
}
