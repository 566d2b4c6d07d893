package io.jenkins.plugins.cleankill.engine.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Aborts many random trees and prints what did not hold.
 *
 * <pre>java -cp … TortureRun real|fake [TREES [SEED]]</pre>
 */
public final class TortureRun {

    private TortureRun() {}

    /** Exits with 1 if a promise was broken. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean real = arguments.length == 0 || arguments[0].equals("real");
        int trees = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.currentTimeMillis();
        System.out.printf("%d trees of %s processes from seed %d%n", trees, real ? "real" : "fake", seed);
        Path folder = Files.createTempDirectory("torture");
        long begun = System.nanoTime();
        List<String> broken =
                Torture.abort(seed, trees, real ? tree -> TorturedBuild.abort(tree, folder) : FakeTorture::abort);
        broken.forEach(System.out::println);
        System.out.printf(
                "%d of %d trees broke a promise, %.1f s%n", broken.size(), trees, (System.nanoTime() - begun) / 1e9);
        System.exit(broken.isEmpty() ? 0 : 1);
    }
}
