package io.jenkins.plugins.cleankill.engine.torture;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A tree as real processes, aborted once, and what did not hold then. */
final class TorturedBuild {

    private static final Path SCRIPT = Path.of("src/test/resources/torture/tree.pl");

    /** What ends by SIGKILL only needs no time. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** What ends by itself does not need it, however busy the machine is; at half of it some get their signal. */
    private static final Duration LONG = Duration.ofSeconds(40);

    private final TortureTree tree;
    private final Path folder;
    private final Promises promises = new Promises();

    private TorturedBuild(TortureTree tree, Path folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /** The promises that did not hold; what the tree leaves lies in a folder of its own. */
    static List<String> abort(TortureTree tree, Path parent) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(parent.resolve(Long.toString(tree.seed())));
        return new TorturedBuild(tree, folder).abort();
    }

    private List<String> abort() throws IOException, InterruptedException {
        List<String> command = List.of("perl", script().toString(), folder.toString(), tree.toString());
        try (RealBuild build = RealBuild.start(folder, Map.of(), command)) {
            build.output().await(lines -> count(lines, "ready ") == tree.nodes().size());
            Outcome outcome = build.terminate(tree.isStubborn() ? SHORT : LONG);
            build.alive().forEach(info -> promises.expect(false, "lives: " + info));
            judge(outcome, build.output().awaitEnd());
            return promises.broken(outcome.toString(), build.errorText());
        } finally {
            endTheRest();
        }
    }

    /** After a failure: what has overwritten its environment is known by its standard error. */
    private void endTheRest() {
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(ProcessHandle::destroyForcibly);
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "fd", "2"))
                    .startsWith(folder);
        } catch (IOException ignored) { // it has ended, or has closed its standard error
            return false;
        }
    }

    /** Tests of the command alone run in a folder of their own. */
    private static Path script() {
        return Files.exists(SCRIPT)
                ? SCRIPT.toAbsolutePath()
                : Path.of("..").resolve(SCRIPT).toAbsolutePath();
    }

    private void judge(Outcome outcome, List<String> log) throws IOException {
        promises.expect(outcome.count(Ending.LEFT) == 0, "left: " + outcome.count(Ending.LEFT));
        outcome.processes().forEach(this::judge);
        Set<String> lines = new HashSet<>(log);
        for (String said : lines("said")) {
            promises.expect(lines.contains(said), "not in the log: " + said);
        }
        Map<String, Long> signals = lines("term").stream()
                .filter(line -> !tree.mayBeSignalledAgain(node(line)))
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        signals.forEach((line, times) -> promises.expect(times == 1, times + " signals to " + line));
        if (!tree.isStubborn()) {
            promises.expect(outcome.count(Ending.KILLED) == 0, "killed: " + outcome.count(Ending.KILLED));
            promises.expect(lines("cleaned").containsAll(lines("cleanup")), "a clean-up was broken off");
            lines("next").forEach(next -> promises.expect(false, "a next command ran: " + next));
        }
    }

    /** Each rung's signal goes to a process once; what has ended before gets none. */
    private void judge(ProcessRecord process) {
        long fatal = process.signals().stream()
                .map(Outcome.SignalRecord::signal)
                .filter(signal -> signal == Signal.TERM)
                .count();
        promises.expect(fatal <= 1, fatal + " signals to " + process.pid());
    }

    private TortureTree.Node node(String line) {
        return tree.node(Integer.parseInt(line.substring(0, line.indexOf(' '))));
    }

    private List<String> lines(String kind) throws IOException {
        Path file = folder.resolve(kind);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static long count(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }
}
