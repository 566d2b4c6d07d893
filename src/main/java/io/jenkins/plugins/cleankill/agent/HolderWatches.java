package io.jenkins.plugins.cleankill.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The watches in this JVM, by their launches, and the outputs of builds that still come after their commands. */
final class HolderWatches {

    private static final Map<String, HolderWatch> WATCHES = new HashMap<>();
    private static final Map<String, List<OutputPump>> PUMPS = new HashMap<>();

    private HolderWatches() {}

    /** Watches until the command has ended. What still comes then is pumped until {@link #endOf} the build. */
    static void run(String build, String launch, HolderWatch watch, Consumer<String> log) throws IOException {
        synchronized (HolderWatches.class) {
            WATCHES.put(launch, watch);
        }
        try {
            List<OutputPump> pumps = watch.run(log);
            synchronized (HolderWatches.class) {
                PUMPS.computeIfAbsent(build, key -> new ArrayList<>()).addAll(pumps);
            }
        } finally {
            synchronized (HolderWatches.class) {
                WATCHES.remove(launch);
            }
        }
    }

    static synchronized void cancel(String launch) {
        HolderWatch watch = WATCHES.get(launch);
        if (watch != null) {
            watch.cancel();
        }
    }

    /** The build's log takes no more: what holders write now is lost, and they get SIGPIPE. */
    static void endOf(String build) {
        List<OutputPump> pumps;
        synchronized (HolderWatches.class) {
            pumps = PUMPS.remove(build);
        }
        if (pumps != null) {
            pumps.forEach(OutputPump::drain);
            pumps.forEach(OutputPump::close);
        }
    }
}
