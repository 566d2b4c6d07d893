package io.jenkins.plugins.cleankill.soak;

import hudson.remoting.Channel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;

/**
 * What a JVM holds.
 *
 * @param heap the bytes in use after a collection
 * @param threads the number of threads by their names, with {@code #} for numbers
 * @param descriptors the number of open descriptors by what they lead to
 */
record Footprint(long heap, Map<String, Integer> threads, Map<String, Integer> descriptors) implements Serializable {

    private static final int COLLECTIONS = 3;

    /** What this JVM holds. */
    static Footprint here() throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            System.runFinalization();
        }
        Runtime runtime = Runtime.getRuntime();
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .toList();
        return new Footprint(runtime.totalMemory() - runtime.freeMemory(), counted(threads), counted(open()));
    }

    /** The objects of this side that the other side of the channel may call. */
    static int exported(Channel channel) throws IOException {
        StringWriter table = new StringWriter();
        channel.dumpExportTable(new PrintWriter(table));
        return (int)
                table.toString().lines().filter(line -> line.startsWith("#")).count();
    }

    static int sum(Map<String, Integer> numbers) {
        return numbers.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What there is more of than before, {@code name +number}. */
    static List<String> more(Map<String, Integer> before, Map<String, Integer> now) {
        List<String> more = new ArrayList<>();
        now.forEach((name, number) -> {
            int added = number - before.getOrDefault(name, 0);
            if (added > 0) {
                more.add(name + " +" + added);
            }
        });
        return more;
    }

    /** The files below a folder, by their paths, with {@code #} for numbers. */
    static Map<String, Integer> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return counted(files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList());
        }
    }

    private static Map<String, Integer> counted(List<String> names) {
        Map<String, Integer> numbers = new TreeMap<>();
        names.forEach(name -> numbers.merge(name.replaceAll("[0-9a-f]{8,}|\\d+", "#"), 1, Integer::sum));
        return numbers;
    }

    private static List<String> open() throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException ignored) {
                    // The descriptor of the listing itself
                }
            }
        }
        return targets;
    }

    /** What the agent's JVM holds. */
    static final class OnAgent extends MasterToSlaveCallable<Footprint, IOException> {

        private static final long serialVersionUID = 1L;

        @Override
        public Footprint call() throws IOException {
            return here();
        }
    }

    /** The number of objects that the agent has exported. */
    static final class ExportedByAgent extends MasterToSlaveCallable<Integer, IOException> {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer call() throws IOException {
            return exported(Channel.currentOrFail());
        }
    }
}
