package io.jenkins.plugins.cleankill.engine.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script that runs somewhere, in a Jenkins or by the command, and is aborted when it is ready. */
public abstract class Played {

    /** The secret that no log may tell. */
    public static final String SECRET = "hush-8f2a61";

    private static final Pattern OVER =
            Pattern.compile("\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, (\\d+) killed, 0 left");

    private final Report report;
    private final String style;
    private final Path markers;

    /**
     * @param style {@code freestyle} or {@code pipeline}
     * @param folder where its markers are
     */
    protected Played(Report report, String style, Path folder) {
        this.report = report;
        this.style = style;
        this.markers = folder;
    }

    protected abstract boolean isRunning();

    public abstract void abort() throws Exception;

    /** Waits for its end; all that was printed. */
    protected abstract String readToTheEnd() throws Exception;

    /** Waits until its script may be aborted. */
    public void awaitReady() throws Exception {
        try (WatchService watch = markers.getFileSystem().newWatchService()) {
            markers.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(markers.resolve("ready"))) {
                if (!isRunning() && !Files.exists(markers.resolve("ready"))) {
                    throw new AssertionError(this + " is not ready: " + readToTheEnd());
                }
                WatchKey key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
    }

    /** The faults of the abort, as a user sees them. */
    public List<String> faults() throws Exception {
        String log = readToTheEnd();
        System.out.println("=== " + this + "\n" + log);
        List<String> faults = new ArrayList<>(report.broken(markers));
        faults.addAll(report.brokenIn(log));
        Matcher over = OVER.matcher(log);
        if (!over.find() || !report.mayKill(Integer.parseInt(over.group(1)))) {
            faults.add("it does not end as it should");
        }
        List<String> told = told(log);
        if (!report.told(style).isEmpty() && !told.equals(report.told(style))) {
            faults.add("the log tells " + told);
        }
        if (log.contains(SECRET)) {
            faults.add("the secret is in the log");
        }
        return faults.stream().map(fault -> this + ": " + fault).toList();
    }

    /** The log's lines on the abort's reach, without pids: the same in Jenkins and by the command. */
    private List<String> told(String log) {
        return log.lines()
                .filter(line -> line.matches("\\[clean-kill] (Aborted by|.* serves |.* owns a terminal).*|found: .*"))
                .map(line -> line.replaceAll(" \\(\\d+\\)", "").replaceFirst("Aborted by \\w+", "Aborted"))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return report + " as " + style;
    }
}
