package io.jenkins.plugins.cleankill.testing;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;

/**
 * Where Pipelines are tried: scripts for an agent, and the processes of one test. {@code $MARKERS} in a script is the folder of
 * its {@link Markers}.
 */
public final class PipelineFixture {

    private static final Map<String, String> SCRIPTS = Map.of(
            // tool NAME SECONDS: needs that long to finish after SIGTERM
            "tool",
            """
            trap 'echo "$1 stopping"; : > "$MARKERS/$1-stopping"; sleep "$2"; : > "$MARKERS/$1-finished"
            echo "$1 FINISHED"; exit 143' TERM
            echo "$1 READY"
            while :; do sleep 0.1; done
            """,
            // held NAME: needs after SIGTERM until the test leaves the mark NAME-go
            "held",
            """
            trap 'echo "$1 stopping"; : > "$MARKERS/$1-stopping"; until [ -e "$MARKERS/$1-go" ]; do sleep 0.1; done
            : > "$MARKERS/$1-finished"; echo "$1 FINISHED"; exit 143' TERM
            echo "$1 READY"
            while :; do sleep 0.1; done
            """,
            // counter NAME LINES: writes that many lines after SIGTERM, ten a second
            "counter",
            """
            trap 'i=0; while [ $i -lt $2 ]; do i=$((i+1)); echo "$1 line $i"; sleep 0.1; done
            : > "$MARKERS/$1-finished"; echo "$1 FINISHED"; exit 143' TERM
            echo "$1 READY"
            while :; do sleep 0.1; done
            """,
            // unmoved NAME: stubborn, and starts no other process
            "unmoved",
            """
            trap '' TERM
            mkfifo "$0-$1"
            exec 3<>"$0-$1"
            echo "$1 READY"
            read -r word <&3
            """,
            // stubborn NAME
            "stubborn",
            """
            trap '' TERM
            echo "$1 READY"
            while :; do sleep 0.1; done
            """);

    private final JenkinsRule jenkins;
    private final Markers markers;

    public PipelineFixture(JenkinsRule jenkins, Path folder) throws IOException {
        this.jenkins = jenkins;
        this.markers = new Markers(Files.createDirectories(folder.resolve("marks")));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            script(script.getKey(), script.getValue());
        }
    }

    /** Makes one more script. */
    public void script(String name, String text) throws IOException {
        Path file = markers.mark(name);
        Files.writeString(file, "#!/bin/sh\n" + text);
        file.toFile().setExecutable(true, false);
    }

    /** The folder for marks. */
    public Path marks() {
        return markers.folder();
    }

    /** An agent in a pid namespace of its own, below that folder: it sees no process of a container. */
    public DumbSlave blindAgent(String name, Path root) throws Exception {
        String plain = ((SimpleCommandLauncher) jenkins.createComputerLauncher(null)).cmd;
        return TestAgent.connect(
                jenkins,
                name,
                root,
                new SimpleCommandLauncher("unshare --fork --pid --mount-proc --kill-child " + plain));
    }

    /** Starts a build of the script. */
    public WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("env.MARKERS = '" + marks() + "'\n" + withMarkers(script), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Starts a Declarative Pipeline. */
    public WorkflowRun startDeclarative(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                withMarkers(script)
                        .replaceFirst("stages \\{", "environment { MARKERS = '" + marks() + "' }\n stages {"),
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private String withMarkers(String script) {
        return script.replace("$MARKERS", marks().toString());
    }

    public void await(String message, WorkflowRun build) throws Exception {
        jenkins.waitForMessage(message, build);
    }

    /** Aborts the build as alice when its log says that, and returns the log of its end. */
    public String abortAt(String message, WorkflowRun build) throws Exception {
        await(message, build);
        Alice.aborts(build);
        return end(build, Result.ABORTED);
    }

    /** Waits for the build's end, which must have that result, and returns its log. */
    public String end(WorkflowRun build, Result result) throws Exception {
        jenkins.waitForCompletion(build);
        String log = JenkinsRule.getLog(build);
        System.out.println("=== " + build + "\n" + log);
        jenkins.assertBuildStatus(result, build);
        return log;
    }

    /** Ends the builds that a failed test has left, and shows their logs. */
    public void endAll() throws Exception {
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            WorkflowRun build = job.getLastBuild();
            if (build != null && build.isBuilding()) {
                System.out.println("=== left: " + build + "\n" + JenkinsRule.getLog(build));
                build.doKill();
                jenkins.waitForCompletion(build);
            }
        }
    }

    /** Whether a script has left that mark. */
    public boolean marked(String mark) {
        return markers.has(mark);
    }

    public void mark(String mark) throws IOException {
        markers.leave(mark);
    }

    /** Lets Pipelines bind the text by this id. */
    public static void addSecret(String id, String text) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text)));
    }

    /** The test's processes that live, by their command lines, without durable-task's own, which end a little later. */
    public List<String> alive() throws IOException {
        return markers.alive()
                .filter(PipelineFixture::isNoWrapper)
                .map(PipelineFixture::commandLine)
                .toList();
    }

    /** The processes that are stopped, durable-task's own among them. */
    public List<String> frozen() throws IOException {
        return markers.alive()
                .filter(PipelineFixture::isFrozen)
                .map(PipelineFixture::commandLine)
                .toList();
    }

    private static boolean isFrozen(ProcessInfo process) {
        return process.state() == ProcessState.STOPPED;
    }

    private static boolean isNoWrapper(ProcessInfo process) {
        return !process.environment().has("JENKINS_SERVER_COOKIE", "please-do-not-kill-me");
    }

    private static String commandLine(ProcessInfo process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().commandLine())
                .orElse(process.name());
    }

    /** Waits until none is stopped: a lost agent thaws them, and then they end. */
    public void awaitNoneFrozen() throws Exception {
        markers.awaitEnd(PipelineFixture::isFrozen);
    }

    /** Waits until none lives: the build, which would tell, is gone. */
    public void awaitQuiet() throws Exception {
        markers.awaitEnd(PipelineFixture::isNoWrapper);
    }

    /** The same, but for the first process of a container, which is its engine's: only its step would end it. */
    public void awaitQuietBut(String name) throws Exception {
        markers.awaitEnd(process -> isNoWrapper(process) && !process.name().equals(name));
    }

    /** The same as {@link #awaitQuiet}, and durable-task's own must be gone, too: a frozen one never goes. */
    public void awaitNobody() throws Exception {
        markers.awaitEnd(process -> true);
    }

    /** The processes that are about to thaw one of the test's, in place of an agent's JVM that is gone. */
    public List<String> watchdogs() throws IOException {
        Set<String> cookies = markers.alive()
                .flatMap(process -> Cookie.allIn(process.environment()).stream())
                .map(Cookie::value)
                .collect(Collectors.toSet());
        return LinuxSystem.local().processes().read(process -> true).all().stream()
                .filter(ProcessInfo::isAlive)
                .filter(process -> process.environment()
                        .get(ThawWatchdog.VARIABLE)
                        .filter(cookies::contains)
                        .isPresent())
                .map(PipelineFixture::commandLine)
                .toList();
    }

    /** Ends what is left of the test. */
    public void clear() throws Exception {
        markers.kill(PipelineFixture::isNoWrapper);
        awaitQuiet();
    }
}
