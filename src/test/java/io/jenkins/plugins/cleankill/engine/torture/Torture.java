package io.jenkins.plugins.cleankill.engine.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Aborts many trees, a few at a time, as each mostly waits. */
final class Torture {

    private static final int AT_A_TIME = 6;

    private Torture() {}

    /** How one tree is aborted. */
    interface Abort {

        /** The promises that did not hold. */
        List<String> abort(TortureTree tree) throws Exception;
    }

    /** What did not hold, with the seed of its tree: a test of its own can be made of that. */
    static List<String> abort(long seed, int trees, Abort abort) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<List<String>>> ends = new ArrayList<>();
            for (long next = seed; next < seed + trees; next++) {
                TortureTree tree = TortureTree.of(next);
                ends.add(threads.submit(() -> abort.abort(tree)));
            }
            List<String> broken = new ArrayList<>();
            for (int i = 0; i < trees; i++) {
                List<String> faults = faults(ends.get(i));
                if (!faults.isEmpty()) {
                    broken.add("seed " + (seed + i) + ", " + TortureTree.of(seed + i) + ": "
                            + String.join("\n  ", faults));
                }
            }
            return broken;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> faults(Future<List<String>> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            return List.of(String.valueOf(e.getCause()));
        }
    }
}
