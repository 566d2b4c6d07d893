package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The watches in this JVM, by their launches, and the outputs of builds that still come after their commands. */
final class RunningWatches {

    private static final Map<String, HolderWatch> WATCHES = new HashMap<>();
    private static final Map<String, List<OutputPump>> PUMPS = new HashMap<>();

    private static final Map<String, Set<ProcessIdentity>> ORPHANS = new HashMap<>();

    private RunningWatches() {}

    /** Watches until the command has ended. Output that still comes then is pumped until {@link #endOf} the build. */
    static void run(String build, String launch, HolderWatch watch, Consumer<String> log) throws IOException {
        synchronized (RunningWatches.class) {
            WATCHES.put(launch, watch);
        }
        try {
            List<OutputPump> pumps = watch.run(log);
            synchronized (RunningWatches.class) {
                PUMPS.computeIfAbsent(build, key -> new ArrayList<>()).addAll(pumps);
            }
            remember(build, watch.orphans());
        } finally {
            synchronized (RunningWatches.class) {
                WATCHES.remove(launch);
            }
        }
    }

    /** Ends the watch over that launch: an abort takes its output over. Empty if the watch has ended before. */
    static synchronized Optional<HolderWatch> cancel(String launch) {
        Optional<HolderWatch> watch = Optional.ofNullable(WATCHES.get(launch));
        watch.ifPresent(HolderWatch::cancel);
        return watch;
    }

    /** Processes that are known to be the build's only because they hold its output: the build's end treats them. */
    static synchronized void remember(String build, Set<ProcessIdentity> orphans) {
        if (!orphans.isEmpty()) {
            ORPHANS.computeIfAbsent(build, key -> new HashSet<>()).addAll(orphans);
        }
    }

    /** The processes that were remembered for the build. */
    static synchronized Set<ProcessIdentity> orphans(String build) {
        return Set.copyOf(ORPHANS.getOrDefault(build, Set.of()));
    }

    /** The build's log takes no more: the holders' output is lost from now on, and they get SIGPIPE. */
    static void endOf(String build) {
        List<OutputPump> pumps;
        synchronized (RunningWatches.class) {
            pumps = PUMPS.remove(build);
            ORPHANS.remove(build);
        }
        if (pumps != null) {
            pumps.forEach(OutputPump::drain);
            pumps.forEach(OutputPump::close);
        }
    }
}
