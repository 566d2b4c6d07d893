package io.jenkins.plugins.cleankill.soak;

import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.tasks.LogRotator;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Jobs of each kind that run the same script on the agents "one" and "two". With {@code -Dclean-kill.soak.without=true} they
 * don't use this plugin, to see what Jenkins does by itself.
 */
record SoakJobs(JenkinsRule jenkins, Path markers, Path script) {

    static final boolean WITHOUT = Boolean.getBoolean("clean-kill.soak.without");

    private static final int WINDOW_SECONDS = 3;
    private static final int BUILDS_TO_KEEP = 3;

    List<Job<?, ?>> all() throws IOException {
        List<Job<?, ?>> jobs =
                List.of(freestyle("one"), freestyle("two"), matrix(), pipeline(single()), pipeline(parallel()));
        for (Job<?, ?> job : jobs) {
            job.setBuildDiscarder(new LogRotator(-1, BUILDS_TO_KEEP, -1, -1));
        }
        return jobs;
    }

    private Job<?, ?> freestyle(String agent) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(jenkins.jenkins.getNode(agent));
        job.getBuildWrappersList().addAll(wrappers());
        job.getBuildersList().add(new Shell(command()));
        return job;
    }

    private Job<?, ?> matrix() throws IOException {
        MatrixProject job = jenkins.createProject(MatrixProject.class);
        job.setAxes(new AxisList(new Axis("AXIS", "a", "b")));
        job.getBuildWrappersList().addAll(wrappers());
        job.getBuildersList().add(new Shell(command()));
        return job;
    }

    private static List<CleanKillBuildWrapper> wrappers() {
        if (WITHOUT) {
            return List.of();
        }
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.getSettings().setSoftKillSeconds(WINDOW_SECONDS);
        return List.of(wrapper);
    }

    private String command() {
        return "#!/bin/sh\nexport MARKERS='" + markers + "'\nexec sh " + script;
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
        return node("one", "main");
    }

    private String parallel() {
        return "parallel(a: {" + node("one", "a") + "}, b: {" + node("two", "b") + "})";
    }

    private String node(String agent, String name) {
        String step = "withEnv(['MARKERS=" + markers + "']) { sh 'exec sh " + script + "' }";
        String block = WITHOUT ? step : "withCleanKill(softKillSeconds: " + WINDOW_SECONDS + ") { " + step + " }";
        return "node('" + agent + "') { stage('" + name + "') { " + block + " } }\n";
    }
}
