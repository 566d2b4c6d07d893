package io.jenkins.plugins.cleankill.freestyle;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.User;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Freestyle job under the wrapper, on one node. Its scripts leave marks in the folder {@code $MARKERS}; the same variable
 * tells its processes from all others, so that none outlives the test.
 */
final class JobUnderTest implements AutoCloseable {

    private final JenkinsRule jenkins;
    private final FreeStyleProject job;
    private final Path marks;
    private final CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();

    JobUnderTest(JenkinsRule jenkins, Node node, Path folder) throws IOException {
        this.jenkins = jenkins;
        this.marks = Files.createTempDirectory(folder, "marks");
        this.job = jenkins.createFreeStyleProject();
        job.setAssignedNode(node);
        job.setConcurrentBuild(true);
        job.getBuildWrappersList().add(wrapper);
    }

    /** Nothing of ours is in the job. */
    JobUnderTest withoutWrapper() throws IOException {
        job.getBuildWrappersList().remove(wrapper);
        return this;
    }

    JobUnderTest around(BuildWrapper other) {
        job.getBuildWrappersList().add(other);
        return this;
    }

    /** Another wrapper whose launcher ours decorates. */
    JobUnderTest inside(BuildWrapper other) throws IOException {
        job.getBuildWrappersList().replaceBy(List.of(other, wrapper));
        return this;
    }

    /** A build step, run by sh without a trace: what it says is said once. */
    JobUnderTest shell(String script) {
        return step(new Shell("#!/bin/sh\nexport MARKERS='" + marks + "'\n" + script));
    }

    JobUnderTest step(Builder builder) {
        job.getBuildersList().add(builder);
        return this;
    }

    JobUnderTest afterwards(Publisher publisher) {
        job.getPublishersList().add(publisher);
        return this;
    }

    /** The wrapper's settings, to be set. */
    KillFields settings() {
        return wrapper.getSettings();
    }

    /** Starts a build and waits until its log says that. */
    FreeStyleBuild startAndAwait(String text) throws Exception {
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(text, build);
        return build;
    }

    /** Runs a build to its end. */
    FreeStyleBuild run() throws Exception {
        return end(job.scheduleBuild2(0).waitForStart());
    }

    void abort(FreeStyleBuild build) {
        build.getExecutor().interrupt(Result.ABORTED, new UserInterruption(User.getById("alice", true)));
    }

    FreeStyleBuild end(FreeStyleBuild build) throws Exception {
        jenkins.waitForCompletion(build);
        System.out.println("=== " + build + "\n" + JenkinsRule.getLog(build));
        return build;
    }

    /** Starts a build, aborts it when its log says READY, and waits for its end. */
    FreeStyleBuild abortWhenReady() throws Exception {
        FreeStyleBuild build = startAndAwait("READY");
        abort(build);
        return end(build);
    }

    Path mark(String name) {
        return marks.resolve(name);
    }

    /** The command names of the job's processes that live. */
    List<String> alive() throws IOException {
        return processes().stream()
                .filter(ProcessInfo::isAlive)
                .map(ProcessInfo::name)
                .toList();
    }

    private List<ProcessInfo> processes() throws IOException {
        return LinuxSystem.local().processes().read(process -> true).all().stream()
                .filter(process -> process.environment().hasAll(Map.of("MARKERS", marks.toString())))
                .toList();
    }

    @Override
    public void close() throws IOException {
        processes().forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
}
