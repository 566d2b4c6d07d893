package io.jenkins.plugins.cleankill.testing;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.scm.SCM;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Freestyle job under the wrapper, on one node. Its scripts leave marks in a folder of its {@link Markers}, so that none of its
 * processes outlives the test.
 */
public final class JobUnderTest implements AutoCloseable {

    private final JenkinsRule jenkins;
    private final FreeStyleProject job;
    private final Markers markers;
    private final CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();

    public JobUnderTest(JenkinsRule jenkins, Node node, Path folder) throws IOException {
        this.jenkins = jenkins;
        this.markers = Markers.in(folder);
        this.job = jenkins.createFreeStyleProject();
        job.setAssignedNode(node);
        job.setConcurrentBuild(true);
        job.getBuildWrappersList().add(wrapper);
    }

    /** Removes our wrapper from the job. */
    public JobUnderTest withoutWrapper() throws IOException {
        job.getBuildWrappersList().remove(wrapper);
        return this;
    }

    public JobUnderTest around(BuildWrapper other) {
        job.getBuildWrappersList().add(other);
        return this;
    }

    /** Another wrapper whose launcher ours decorates. */
    public JobUnderTest inside(BuildWrapper other) throws IOException {
        job.getBuildWrappersList().replaceBy(List.of(other, wrapper));
        return this;
    }

    public JobUnderTest checkingOut(SCM scm) throws IOException {
        job.setScm(scm);
        return this;
    }

    /** A build step, run by sh without a trace: its lines come once. */
    public JobUnderTest shell(String script) {
        return step(new Shell("#!/bin/sh\nexport MARKERS='" + markers.folder() + "'\n" + script));
    }

    public JobUnderTest step(Builder builder) {
        job.getBuildersList().add(builder);
        return this;
    }

    public JobUnderTest afterwards(Publisher publisher) {
        job.getPublishersList().add(publisher);
        return this;
    }

    /** The wrapper's settings, to be set. */
    public KillFields settings() {
        return wrapper.getSettings();
    }

    /** Starts a build and waits until its log says that. */
    public FreeStyleBuild startAndAwait(String text) throws Exception {
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(text, build);
        return build;
    }

    /** Runs a build to its end. */
    public FreeStyleBuild run() throws Exception {
        return end(job.scheduleBuild2(0).waitForStart());
    }

    public FreeStyleBuild end(FreeStyleBuild build) throws Exception {
        jenkins.waitForCompletion(build);
        System.out.println("=== " + build + "\n" + JenkinsRule.getLog(build));
        return build;
    }

    /** Starts a build, aborts it when its log says READY, and waits for its end. */
    public FreeStyleBuild abortWhenReady() throws Exception {
        FreeStyleBuild build = startAndAwait("READY");
        Alice.aborts(build);
        return end(build);
    }

    public Path mark(String name) {
        return markers.mark(name);
    }

    /** The command names of the job's processes that live. */
    public List<String> alive() throws IOException {
        return markers.alive().map(ProcessInfo::name).toList();
    }

    @Override
    public void close() throws IOException {
        markers.kill();
    }
}
