package io.jenkins.plugins.cleankill.pipeline;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.User;
import hudson.slaves.DumbSlave;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;

/**
 * Where Pipelines are tried: an agent, called {@code here}, and scripts for it. {@code $MARKERS} in a script is a folder of
 * the test: its name in the environment finds the test's processes.
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
            trap 'echo "$1 stopping"; until [ -e "$MARKERS/$1-go" ]; do sleep 0.1; done
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
    private final Path marks;

    public PipelineFixture(JenkinsRule jenkins, Path folder) throws IOException {
        this.jenkins = jenkins;
        this.marks = Files.createDirectories(folder.resolve("marks"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            script(script.getKey(), script.getValue());
        }
    }

    /** Makes one more script. */
    void script(String name, String text) throws IOException {
        Path file = marks.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text);
        file.toFile().setExecutable(true, false);
    }

    /** The folder for marks. */
    Path marks() {
        return marks;
    }

    /** An agent of its own JVM. */
    public DumbSlave agent(String name, Path root) throws Exception {
        return agent(name, root, null);
    }

    /** The same, with variables of its own. */
    public DumbSlave agent(String name, Path root, EnvVars variables) throws Exception {
        return add(new DumbSlave(name, root.toString(), jenkins.createComputerLauncher(variables)));
    }

    /** An agent in a pid namespace of its own: it sees no process of a container. */
    DumbSlave blindAgent(String name, Path root) throws Exception {
        String plain = ((SimpleCommandLauncher) jenkins.createComputerLauncher(null)).cmd;
        return add(new DumbSlave(
                name,
                root.toString(),
                new SimpleCommandLauncher("unshare --fork --pid --mount-proc --kill-child " + plain)));
    }

    private DumbSlave add(DumbSlave agent) throws Exception {
        agent.setNumExecutors(20);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    /** Starts a build of the script. */
    public WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "env.MARKERS = '" + marks + "'\n" + script.replace("$MARKERS", marks.toString()), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Starts a Declarative Pipeline. */
    WorkflowRun startDeclarative(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                script.replace("$MARKERS", marks.toString())
                        .replaceFirst("stages \\{", "environment { MARKERS = '" + marks + "' }\n stages {"),
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    public void await(String message, WorkflowRun build) throws Exception {
        jenkins.waitForMessage(message, build);
    }

    /** What happens when alice presses the red button. */
    public static void abort(WorkflowRun build) {
        build.getExecutor().interrupt(Result.ABORTED, new UserInterruption(User.getById("alice", true)));
    }

    /** Aborts the build as alice when its log says that, and returns the log of its end. */
    public String abortAt(String message, WorkflowRun build) throws Exception {
        await(message, build);
        abort(build);
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
    void endAll() throws Exception {
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
        return Files.exists(marks.resolve(mark));
    }

    /** Lets Pipelines bind the text by this id. */
    public static void addSecret(String id, String text) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text)));
    }

    public void mark(String mark) throws IOException {
        Files.createFile(marks.resolve(mark));
    }

    /** The test's processes that live, by their command lines, but for durable-task's own: those end a little later. */
    public List<String> alive() throws IOException {
        return processes().map(PipelineFixture::commandLine).toList();
    }

    /** Those that are stopped, durable-task's own among them. */
    List<String> held() throws IOException {
        return stopped().map(PipelineFixture::commandLine).toList();
    }

    private Stream<ProcessInfo> stopped() throws IOException {
        return all().filter(process -> process.state() == ProcessState.STOPPED);
    }

    /** Waits until none is stopped: a lost agent lets them go, and then they end. */
    void awaitNobodyHeld() throws Exception {
        awaitEnd(this::stopped);
    }

    /** Waits until none lives: the build, which would tell, is gone. */
    public void awaitQuiet() throws Exception {
        awaitEnd(this::processes);
    }

    /** The same, but for the first process of a container, which is its engine's: only its step would end it. */
    void awaitQuietBut(String name) throws Exception {
        awaitEnd(() -> processes().filter(process -> !process.name().equals(name)));
    }

    /** The same as {@link #awaitQuiet}, and durable-task's own must be gone, too: one that is held never goes. */
    void awaitNobody() throws Exception {
        awaitEnd(this::all);
    }

    private void awaitEnd(Who who) throws Exception {
        // A zombie has ended, whoever collects it later: a ProcessHandle would wait for that
        try (ExitWaiter waiter = LinuxSystem.local().newExitWaiter()) {
            for (Set<ProcessIdentity> left = who.identities(); !left.isEmpty(); left = who.identities()) {
                if (waiter.await(left, Duration.ofSeconds(90)).isEmpty()
                        && !who.identities().isEmpty()) {
                    throw new AssertionError("still there: " + who.get().toList());
                }
            }
        }
    }

    private interface Who {

        Stream<ProcessInfo> get() throws IOException;

        default Set<ProcessIdentity> identities() throws IOException {
            return get().map(ProcessInfo::identity).collect(Collectors.toSet());
        }
    }

    private static String commandLine(ProcessInfo process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().commandLine())
                .orElse(process.name());
    }

    private Stream<ProcessInfo> processes() throws IOException {
        return all().filter(process -> !process.environment().has("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));
    }

    private Stream<ProcessInfo> all() throws IOException {
        return LinuxSystem.local().processes().read(process -> true).all().stream()
                .filter(ProcessInfo::isAlive)
                .filter(process -> process.environment().hasAll(Map.of("MARKERS", marks.toString())));
    }

    /** The processes that are about to thaw one of the test's, in place of an agent's JVM that is gone. */
    List<String> watchdogs() throws IOException {
        Set<String> cookies = all().flatMap(
                        process -> Cookie.allIn(process.environment().variables()).stream())
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
        for (ProcessInfo process : processes().toList()) {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitQuiet();
    }
}
