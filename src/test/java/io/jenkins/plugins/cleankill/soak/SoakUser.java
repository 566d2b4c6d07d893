package io.jenkins.plugins.cleankill.soak;

import hudson.matrix.MatrixBuild;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Markers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.commons.lang3.StringUtils;
import org.jvnet.hudson.test.JenkinsRule;

/** A user who starts one build after the other, of any kind, and aborts each at some moment. */
final class SoakUser implements Callable<Integer> {

    private static final Duration END_AT_MOST = Duration.ofMinutes(3);

    /** A user who sees nothing happen presses the button again. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int LATEST_ABORT_MILLIS = Integer.getInteger("clean-kill.soak.latest", 6000);

    /** What Jenkins ends by itself, too. */
    private static final List<String> PLAIN = List.of("exec sleep 1000");

    private static final List<String> SCRIPTS = List.of(
            "trap 'echo BYE; exit 0' TERM; while :; do sleep 0.1; done",
            "trap '' TERM; while :; do sleep 0.1; done",
            "trap 'sleep 1; echo CLEAN' EXIT; sleep 1000; echo NEXT",
            "(while :; do echo line; sleep 0.1; done) | tee copy | cat; echo NEXT",
            "sleep 1000 & sh -c 'sleep 1000 & sleep 1000' & setsid sleep 1000 & wait; echo NEXT",
            "(trap 'i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo late $i; done; exit 0' TERM; while :; do sleep 0.1;"
                    + " done) & wait",
            "seq 1 3000000; sleep 1000",
            "sh -c 'kill -STOP $$; sleep 1000' & sleep 1000",
            "env -i setsid sleep 1000 & sleep 1000");

    private final JenkinsRule jenkins;
    private final Random random;
    private final Markers markers;
    private final long end;
    private final List<String> faults;
    private final List<Job<?, ?>> jobs;
    private final List<String> missed = new ArrayList<>();

    /** @param end when no further build begins, as of System.nanoTime() */
    SoakUser(JenkinsRule jenkins, Path folder, long seed, long end, List<String> faults) throws IOException {
        this.jenkins = jenkins;
        this.random = new Random(seed);
        this.markers = Markers.in(folder);
        this.end = end;
        this.faults = faults;
        this.jobs = new SoakJobs(jenkins, markers.folder(), script()).all();
    }

    private Path script() {
        return markers.mark("script");
    }

    /** The number of builds. */
    @Override
    public Integer call() throws Exception {
        int builds = 0;
        while (System.nanoTime() < end) {
            build();
            builds++;
        }
        return builds;
    }

    private void build() throws Exception {
        Job<?, ?> job = jobs.get(random.nextInt(jobs.size()));
        List<String> scripts = SoakJobs.WITHOUT ? PLAIN : SCRIPTS;
        String script = scripts.get(random.nextInt(scripts.size()));
        Files.writeString(script(), script + "\n");
        Run<?, ?> build = start(job);
        Thread.sleep(random.nextInt(LATEST_ABORT_MILLIS));
        Executor executor = build.getExecutor();
        if (executor == null) {
            faults.add(build + " has ended by itself: " + script);
            return;
        }
        Alice.aborts(build);
        awaitEnd(build);
        if (!SoakJobs.WITHOUT) {
            judge(build, script);
        }
    }

    private static Run<?, ?> start(Job<?, ?> job) throws Exception {
        Queue.Item item = Queue.getInstance()
                .schedule2((Queue.Task) job, 0, new CauseAction(new Cause.UserIdCause()))
                .getItem();
        return (Run<?, ?>) item.getFuture().getStartCondition().get();
    }

    /**
     * Between queue and executor, and between executor and body, an abort does not reach what begins then: see
     * ExecutorStepExecution.stop and MatrixBuild. Of that no line of ours is in the log, and a second abort ends it.
     */
    private void awaitEnd(Run<?, ?> build) throws InterruptedException, IOException {
        long begun = System.nanoTime();
        boolean again = false;
        while (!running(build).isEmpty()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (!again && waited.compareTo(PATIENCE) > 0) {
                again = true;
                for (Run<?, ?> each : running(build)) {
                    abortAgain(each);
                }
            }
            if (waited.compareTo(END_AT_MOST) > 0) {
                faults.add(build + " does not end");
                return;
            }
            Thread.sleep(50);
        }
    }

    private void abortAgain(Run<?, ?> build) throws IOException {
        String log = JenkinsRule.getLog(build);
        if (StringUtils.countMatches(log, "waiting up to ") != StringUtils.countMatches(log, "Over after ")) {
            faults.add(build + " is still being ended:\n" + log);
        } else if (build.getExecutor() != null) {
            missed.add(build + ":\n" + log);
            Alice.aborts(build);
        }
    }

    private static List<Run<?, ?>> running(Run<?, ?> build) {
        List<Run<?, ?>> all = new ArrayList<>(List.of(build));
        if (build instanceof MatrixBuild matrix) {
            all.addAll(matrix.getExactRuns());
        }
        all.removeIf(each -> !each.isLogUpdated());
        return all;
    }

    private void judge(Run<?, ?> build, String script) throws IOException {
        String log = JenkinsRule.getLog(build);
        if (build.getResult() != Result.ABORTED) {
            faults.add(build + " is " + build.getResult() + ": " + script + "\n" + log);
        }
        if (log.contains("\nNEXT\n")) {
            faults.add(build + " ran its next command: " + script);
        }
        List<ProcessInfo> left = markers.alive()
                .filter(each -> !each.environment().has("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"))
                .toList();
        if (!left.isEmpty()) {
            faults.add(build + " has left " + left + ": " + script + "\n" + log);
            markers.kill();
        }
    }

    /** What the first abort did not reach, each with its log. */
    List<String> missed() {
        return missed;
    }

    /** The processes that are left when all is over. */
    List<ProcessInfo> left() throws IOException {
        return markers.alive().toList();
    }
}
