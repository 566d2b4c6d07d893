package io.jenkins.plugins.cleankill.soak;

import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Descriptor;
import hudson.model.Executor;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.LogRotator;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Markers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** A user who starts one build after the other, of any kind, and aborts each at some moment. */
final class SoakUser implements Callable<Integer> {

    private static final Duration END_AT_MOST = Duration.ofMinutes(3);
    private static final int LATEST_ABORT_MILLIS = 6000;
    private static final int WINDOW_SECONDS = 3;
    private static final int BUILDS_TO_KEEP = 3;

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

    /** @param end when no further build begins, as of System.nanoTime() */
    SoakUser(JenkinsRule jenkins, Path folder, long seed, long end, List<String> faults) throws IOException {
        this.jenkins = jenkins;
        this.random = new Random(seed);
        this.markers = Markers.in(folder);
        this.end = end;
        this.faults = faults;
        this.jobs = List.of(freestyle("one"), freestyle("two"), matrix(), pipeline(single()), pipeline(parallel()));
        for (Job<?, ?> job : jobs) {
            job.setBuildDiscarder(new LogRotator(-1, BUILDS_TO_KEEP, -1, -1));
        }
    }

    private Job<?, ?> freestyle(String agent) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(jenkins.jenkins.getNode(agent));
        job.getBuildWrappersList().add(wrapper());
        job.getBuildersList().add(new Shell(command()));
        return job;
    }

    private Job<?, ?> matrix() throws IOException {
        MatrixProject job = jenkins.createProject(MatrixProject.class);
        job.setAxes(new AxisList(new Axis("AXIS", "a", "b")));
        job.getBuildWrappersList().add(wrapper());
        job.getBuildersList().add(new Shell(command()));
        return job;
    }

    private Job<?, ?> pipeline(String script) throws IOException {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        try {
            job.setDefinition(new CpsFlowDefinition(script, true));
        } catch (Descriptor.FormException e) {
            throw new IllegalStateException(e);
        }
        return job;
    }

    private String single() {
        return block("one", "main");
    }

    private String parallel() {
        return "parallel(a: {" + block("one", "a") + "}, b: {" + block("two", "b") + "})";
    }

    private String block(String agent, String name) {
        return "node('" + agent + "') { stage('" + name + "') { withCleanKill(softKillSeconds: " + WINDOW_SECONDS
                + ") { withEnv(['MARKERS=" + markers.folder() + "']) { sh 'exec sh " + script() + "' } } } }\n";
    }

    private static CleanKillBuildWrapper wrapper() {
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.getSettings().setSoftKillSeconds(WINDOW_SECONDS);
        return wrapper;
    }

    private String command() {
        return "#!/bin/sh\nexport MARKERS='" + markers.folder() + "'\nexec sh " + script();
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
        String script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
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
        judge(build, script);
    }

    private static Run<?, ?> start(Job<?, ?> job) throws Exception {
        Queue.Item item = Queue.getInstance()
                .schedule2((Queue.Task) job, 0, new CauseAction(new Cause.UserIdCause()))
                .getItem();
        return (Run<?, ?>) item.getFuture().getStartCondition().get();
    }

    private void awaitEnd(Run<?, ?> build) throws InterruptedException {
        long latest = System.nanoTime() + END_AT_MOST.toNanos();
        while (isRunning(build)) {
            if (System.nanoTime() > latest) {
                faults.add(build + " does not end");
                return;
            }
            Thread.sleep(50);
        }
    }

    private static boolean isRunning(Run<?, ?> build) {
        return build.isLogUpdated()
                || build instanceof MatrixBuild matrix
                        && matrix.getExactRuns().stream().anyMatch(Run::isLogUpdated);
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

    /** The processes that are left when all is over. */
    List<ProcessInfo> left() throws IOException {
        return markers.alive().toList();
    }
}
