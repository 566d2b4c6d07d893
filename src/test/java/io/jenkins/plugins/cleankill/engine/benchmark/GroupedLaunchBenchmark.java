package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.Trial;
import io.jenkins.plugins.cleankill.engine.os.GroupedCommand;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Launches {@code sh -c :} as it is, and in a control group, in turn, and prints the time from the start to the end of each, and
 * their ratio. Then it makes and removes as many groups, and counts what is left of them. Run it with {@code java -cp CP
 * io.jenkins.plugins.cleankill.engine.benchmark.GroupedLaunchBenchmark LAUNCHES}.
 */
public final class GroupedLaunchBenchmark {

    private static final List<String> COMMAND = List.of("/bin/sh", "-c", ":");

    private GroupedLaunchBenchmark() {}

    /** Prints the figures; the argument is the number of launches. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int launches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        ControlGroups groups = LinuxSystem.local().controlGroups();
        Trial trial = groups.tryOut();
        if (trial.directory().isEmpty()) {
            System.out.println("no control group is ours: " + trial.obstacle());
            return;
        }
        String directory = trial.directory().get();
        GroupName one = GroupName.ofCookie(Cookie.random().value());
        List<Double> plain = new ArrayList<>();
        List<Double> grouped = new ArrayList<>();
        for (int launch = 0; launch < launches; launch++) {
            plain.add(millis(COMMAND));
            grouped.add(millis(new GroupedCommand(directory, List.of(one)).words(COMMAND)));
        }
        groups.remove(one);
        System.out.printf(
                "median of %d: as it is %.2f ms, in a group %.2f ms, ratio %.2f%n",
                launches,
                Benchmarks.median(plain),
                Benchmarks.median(grouped),
                Benchmarks.median(grouped) / Benchmarks.median(plain));
        int left = 0;
        for (int launch = 0; launch < launches; launch++) {
            GroupName fresh = GroupName.ofCookie(Cookie.random().value());
            millis(new GroupedCommand(directory, List.of(fresh)).words(COMMAND));
            left += groups.remove(fresh) ? 0 : 1;
        }
        System.out.printf("of %d groups that were made, %d could not be removed%n", launches, left);
    }

    private static double millis(List<String> command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        new ProcessBuilder(command).start().waitFor();
        return (System.nanoTime() - begun) / 1e6;
    }
}
