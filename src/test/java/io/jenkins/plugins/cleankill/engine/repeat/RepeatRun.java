package io.jenkins.plugins.cleankill.engine.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Test classes again and again, a JVM a round, beside busy loops; then for each class how many rounds failed, and what a round left
 * running. Without names it takes every class that starts processes. {@code ./mvnw -f standalone/pom.xml test -Dtest=RepeatRun}, with
 *
 * <ul>
 *   <li>{@code -Dclean-kill.repeat.rounds=30}
 *   <li>{@code -Dclean-kill.repeat.classes=RunVerbTest,TitlesTest}, or {@code -Dclean-kill.repeat.without=RulesTest}
 *   <li>{@code -Dclean-kill.repeat.load=2}, the number of busy loops: as many as processors unless it is said
 *   <li>{@code -Dclean-kill.repeat.minutes=60}, after which no further round begins
 *   <li>{@code -Dclean-kill.repeat.limit=30}, the minutes that a round may take
 * </ul>
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 1, unit = TimeUnit.DAYS)
class RepeatRun {

    private static final int ROUNDS = Integer.getInteger("clean-kill.repeat.rounds", 30);
    private static final int LOAD =
            Integer.getInteger("clean-kill.repeat.load", Runtime.getRuntime().availableProcessors());
    private static final Duration MINUTES =
            Duration.ofMinutes(Integer.getInteger("clean-kill.repeat.minutes", 24 * 60));
    private static final Duration LIMIT = Duration.ofMinutes(Integer.getInteger("clean-kill.repeat.limit", 30));

    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    @Test
    void everyRoundPasses() throws IOException, InterruptedException {
        chosen().forEach(test -> tallies.put(test, new Tally(test)));
        assertThat(tallies).isNotEmpty();
        Path logs = Files.createTempDirectory("rounds");
        long begun = System.nanoTime();
        try (Load load = Load.of(LOAD)) {
            for (int round = 1; round <= ROUNDS && System.nanoTime() - begun < MINUTES.toNanos(); round++) {
                run(round, logs.resolve(round + ".log"));
            }
        }
        shortestFirst().map(Tally::text).forEach(System.out::println);
        left.forEach(System.out::println);
        System.out.println("logs of the rounds with failures: " + logs);

        assertThat(shortestFirst().filter(tally -> tally.failed() > 0).map(Tally::text))
                .isEmpty();
        assertThat(left).isEmpty();
    }

    private static List<String> chosen() {
        Set<String> with = names("clean-kill.repeat.classes");
        Set<String> without = names("clean-kill.repeat.without");
        TestClasses tests = new TestClasses();
        return (with.isEmpty() ? tests.startingProcesses() : tests.called(with))
                .stream().filter(test -> !without.contains(simple(test))).toList();
    }

    private static Set<String> names(String property) {
        return Stream.of(System.getProperty(property, "").split(","))
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
    }

    private static String simple(String test) {
        return test.substring(test.lastIndexOf('.') + 1);
    }

    private void run(int round, Path log) throws IOException, InterruptedException {
        List<String> tests = shortestFirst().map(Tally::test).toList();
        RoundProcess process = new RoundProcess(log);
        long begun = System.nanoTime();
        Map<String, Result> results =
                process.run(tests, LIMIT).stream().collect(Collectors.toMap(Result::test, result -> result));
        List<String> failed = new ArrayList<>();
        double seconds = (System.nanoTime() - begun) / 1e9;
        for (String test : tests) {
            Result result = results.getOrDefault(test, new Result(test, seconds, 0, "it did not end in " + LIMIT));
            tallies.get(test).add(result);
            if (!result.isGood()) {
                failed.add(simple(test) + ": " + result.failure());
            }
        }
        List<String> leftNow = process.left();
        leftNow.forEach(line -> left.add("left by round " + round + ": " + line));
        double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf(
                "round %d: %.0f s, %d failed, load average %.1f%n", round, seconds, failed.size(), loadAverage);
        failed.forEach(System.out::println);
        if (failed.isEmpty() && leftNow.isEmpty()) {
            Files.delete(log);
        }
    }

    private Stream<Tally> shortestFirst() {
        return tallies.values().stream().sorted(Comparator.comparing(Tally::median));
    }
}
