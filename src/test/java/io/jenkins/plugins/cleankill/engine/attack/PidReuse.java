package io.jenkins.plugins.cleankill.engine.attack;

import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LostJvm;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ends builds in each {@link Way} while their pids are given to strangers, prints how often that was so, and fails if a stranger
 * got a signal. It runs in a pid namespace of its own.
 *
 * <pre>java -cp … PidReuse [PIDS]</pre>
 */
public final class PidReuse {

    /** More than a tick of the start time takes: a pid that is given twice within one is beyond what Linux tells. */
    private static final int WINDOW = 150;

    private final Recycler recycler;
    private final List<String> faults = new ArrayList<>();

    private PidReuse(Recycler recycler) {
        this.recycler = recycler;
    }

    /** Exits with 1 if a stranger got a signal, or a process of a build was left. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String pids = arguments.length > 0 ? arguments[0] : "100000";
        if (arguments.length < 2) {
            System.exit(PidNamespace.running(PidReuse.class, pids, "within")
                    .inheritIO()
                    .start()
                    .waitFor());
        }
        try (Recycler recycler = Recycler.start(WINDOW)) {
            System.exit(new PidReuse(recycler).attack(Long.parseLong(pids)) ? 0 : 1);
        }
    }

    private boolean attack(long pids) throws IOException, InterruptedException {
        int[] builds = new int[Way.values().length];
        int[] reused = new int[Way.values().length];
        int thaws = 0;
        int thawsReused = 0;
        do {
            for (Way way : Way.values()) {
                builds[way.ordinal()]++;
                reused[way.ordinal()] += end(way);
            }
            thaws++;
            thawsReused += thaw();
        } while (recycler.given() < pids);
        List<String> wrong = recycler.end();
        for (Way way : Way.values()) {
            print(way.name(), builds[way.ordinal()], reused[way.ordinal()]);
        }
        print("THAWS", thaws, thawsReused);
        System.out.printf("%d pids given, %d wrong signals %s%n", recycler.given(), wrong.size(), wrong);
        faults.forEach(System.out::println);
        return wrong.isEmpty() && faults.isEmpty();
    }

    private static void print(String way, int builds, int reused) {
        System.out.printf("%-8s %4d builds, %5d pids of theirs given anew meanwhile%n", way, builds, reused);
    }

    /** Ends one build, and says how many of its pids strangers have got meanwhile. */
    private int end(Way way) throws IOException, InterruptedException {
        Cookie cookie = Cookie.random();
        Process build = start(cookie);
        recycler.givenSince();
        Outcome outcome = way.terminate(build, cookie);
        Set<Long> given = recycler.givenSince();
        if (way != Way.POSIX && outcome.processes().size() < 10 || outcome.count(Ending.LEFT) > 0) {
            faults.add(way + ": of " + outcome.processes().size() + " processes " + outcome.count(Ending.LEFT)
                    + " left: " + outcome);
        }
        build.waitFor();
        return (int) outcome.processes().stream()
                .map(ProcessRecord::pid)
                .filter(given::contains)
                .count();
    }

    private static Process start(Cookie cookie) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("perl", PidNamespace.file("victims.pl"));
        builder.environment().putAll(cookie.asVariables());
        return Benchmarks.start(builder.redirectErrorStream(true));
    }

    /** A JVM that has frozen a build is lost, and before it could be thawed that is killed by others. */
    private int thaw() throws IOException, InterruptedException {
        LinuxSystem system = LinuxSystem.local();
        Cookie cookie = Cookie.random();
        Process build = start(cookie);
        Set<ProcessIdentity> frozen = system.processes().read(id -> true).all().stream()
                .filter(process -> process.environment().hasAll(cookie.asVariables()))
                .map(process -> process.identity())
                .collect(Collectors.toSet());
        String[] words = frozen.stream()
                .flatMap(id -> List.of("" + id.pid(), "" + id.start()).stream())
                .toArray(String[]::new);
        Process jvm = Benchmarks.start(new ProcessBuilder(PidNamespace.java(LostJvm.class, words)));
        recycler.givenSince();
        frozen.forEach(id -> system.signals().send(id, Signal.KILL));
        build.waitFor();
        jvm.outputWriter().close();
        jvm.waitFor();
        awaitWatchdog(system);
        Set<Long> given = recycler.givenSince();
        return (int) frozen.stream()
                .map(ProcessIdentity::pid)
                .filter(given::contains)
                .count();
    }

    /** The orphaned shell is a child of the namespace's first process. */
    private static void awaitWatchdog(LinuxSystem system) throws IOException {
        while (system.processes().read(id -> false).all().stream()
                .filter(process -> process.parent() == 1 && process.isAlive())
                .flatMap(process -> system.processes().details(process.identity()).stream())
                .anyMatch(details -> details.commandLine().toString().contains("clean-kill"))) {
            Thread.onSpinWait();
        }
    }
}
