package io.jenkins.plugins.cleankill.soak;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Executor;
import hudson.remoting.Channel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Freestyle, matrix and Pipeline builds on two agents, aborted at random moments, for minutes; then what the JVMs hold, and the
 * files, beside what there was after the first minute. {@code ./mvnw test -Dtest=SoakRun}, with {@code
 * -Dclean-kill.soak.minutes=20}, {@code -Dclean-kill.soak.users=3}, {@code -Dclean-kill.soak.seed=1} and {@code
 * -Dclean-kill.soak.latest=6000}, the milliseconds until the abort at the latest. With {@code -Dclean-kill.soak.without=true} it
 * tells how many builds the abort does not reach where this plugin is not used.
 */
@WithJenkins
@Timeout(value = 1, unit = TimeUnit.DAYS)
class SoakRun {

    private static final int MINUTES = Integer.getInteger("clean-kill.soak.minutes", 20);
    private static final int USERS = Integer.getInteger("clean-kill.soak.users", 3);
    private static final long SEED = Long.getLong("clean-kill.soak.seed", 1);

    /** What one build more or less holds, and the channel's own housekeeping. */
    private static final int SOME = 10;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<DumbSlave> agents = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftOfManyAbortedBuilds(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        agents.add(TestAgent.connect(jenkins, "one", folder));
        agents.add(TestAgent.connect(jenkins, "two", folder));
        int first = run(jenkins, SEED, Duration.ofMinutes(1));
        Map<String, Footprint> before = footprints();
        Map<String, Integer> exportedBefore = exported();
        Map<String, Integer> filesBefore = files(jenkins);

        int builds = run(jenkins, SEED + USERS, Duration.ofMinutes(MINUTES));

        System.out.printf("%d builds, then %d in %d minutes, seed %d%n", first, builds, MINUTES, SEED);
        if (SoakJobs.WITHOUT) {
            return;
        }
        compare(before, footprints());
        Map<String, Integer> exported = exported();
        System.out.println("exported " + exportedBefore + " before, " + exported + " after");
        exported.forEach((side, number) -> limit("exported, " + side, number - exportedBefore.get(side)));
        List<String> newFiles = Footprint.more(filesBefore, files(jenkins));
        System.out.println("files " + newFiles);
        newFiles.stream().filter(file -> file.contains("@tmp")).forEach(faults::add);
        assertThat(faults).isEmpty();
    }

    /** Three users for that long; the number of their builds. */
    private int run(JenkinsRule jenkins, long seed, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<SoakUser> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                users.add(new SoakUser(jenkins, folder, seed + user, end, faults));
            }
            int builds = 0;
            for (Future<Integer> each : threads.invokeAll(users)) {
                builds += each.get();
            }
            List<String> missed =
                    users.stream().flatMap(user -> user.missed().stream()).toList();
            System.out.printf(
                    "%d builds, the first abort did not reach %d of them %s%n", builds, missed.size(), missed);
            if (SoakJobs.WITHOUT) {
                return builds;
            }
            System.out.println("executors that builds which are over hold: " + heldExecutors(jenkins));
            for (SoakUser user : users) {
                List<ProcessInfo> left = user.left();
                if (!left.isEmpty()) {
                    faults.add("processes " + left);
                }
            }
            return builds;
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * What is not free in the end: an abort between the queue and the executor's begin makes a Pipeline's build leave its
     * executor occupied, with this plugin and without.
     */
    private static List<String> heldExecutors(JenkinsRule jenkins) throws InterruptedException {
        long latest = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<String> held = held(jenkins);
        while (!held.isEmpty() && System.nanoTime() < latest) {
            Thread.sleep(100);
            held = held(jenkins);
        }
        return held;
    }

    private static List<String> held(JenkinsRule jenkins) {
        return Stream.of(jenkins.jenkins.getComputers())
                .flatMap(computer -> computer.getExecutors().stream())
                .map(Executor::getCurrentExecutable)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    private Map<String, Footprint> footprints() throws IOException, InterruptedException {
        Map<String, Footprint> all = new TreeMap<>();
        all.put("controller", Footprint.here());
        for (DumbSlave agent : agents) {
            all.put(agent.getNodeName(), agent.getChannel().call(new Footprint.OnAgent()));
        }
        return all;
    }

    private void compare(Map<String, Footprint> before, Map<String, Footprint> after) {
        after.forEach((side, now) -> {
            Footprint then = before.get(side);
            List<String> threads = Footprint.more(then.threads(), now.threads());
            List<String> descriptors = Footprint.more(then.descriptors(), now.descriptors());
            System.out.printf(
                    "%s: heap %.1f MB, then %.1f MB; threads %d, then %d %s; descriptors %d, then %d %s%n",
                    side,
                    then.heap() / 1e6,
                    now.heap() / 1e6,
                    Footprint.sum(then.threads()),
                    Footprint.sum(now.threads()),
                    threads,
                    Footprint.sum(then.descriptors()),
                    Footprint.sum(now.descriptors()),
                    descriptors);
            threads.stream().filter(name -> name.startsWith("Clean Kill")).forEach(faults::add);
            limit("threads, " + side, Footprint.sum(now.threads()) - Footprint.sum(then.threads()));
            limit("descriptors, " + side, Footprint.sum(now.descriptors()) - Footprint.sum(then.descriptors()));
        });
    }

    private void limit(String what, int more) {
        if (more > SOME) {
            faults.add(what + ": " + more + " more");
        }
    }

    /** By side, after what is garbage on the other side has been given back. */
    private Map<String, Integer> exported() throws IOException, InterruptedException {
        Map<String, Integer> all = new TreeMap<>();
        for (DumbSlave agent : agents) {
            Channel channel = (Channel) agent.getChannel();
            channel.call(new Footprint.OnAgent());
            Footprint.here();
            channel.syncIO();
            all.put("to " + agent.getNodeName(), Footprint.exported(channel));
            all.put("by " + agent.getNodeName(), channel.call(new Footprint.ExportedByAgent()));
        }
        return all;
    }

    private Map<String, Integer> files(JenkinsRule jenkins) throws IOException {
        Map<String, Integer> all =
                new TreeMap<>(Footprint.files(jenkins.jenkins.getRootDir().toPath()));
        all.keySet().removeIf(name -> name.contains("/builds/"));
        for (DumbSlave agent : agents) {
            all.putAll(Footprint.files(Path.of(agent.getRemoteFS())));
        }
        return all;
    }
}
