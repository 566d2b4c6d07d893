package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.engine.real.NumberedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Jenkins with an agent, on which a neighbour build works all the while: it must lose neither a process nor a line.
 * No process of a job outlives its test.
 */
public final class FreestyleFixture implements AfterEachCallback, AfterAllCallback {

    private static final List<String> NEIGHBOURS_PROCESSES = List.of("sh", "sleep");

    private final List<JobUnderTest> jobs = new ArrayList<>();
    private JenkinsRule jenkins;
    private Path folder;
    private DumbSlave agent;
    private JobUnderTest neighbour;
    private FreeStyleBuild neighbourBuild;

    /** Connects the agent and starts the neighbour. */
    void connect(JenkinsRule rule, Path emptyFolder) throws Exception {
        jenkins = rule;
        folder = emptyFolder;
        agent = agent("agent", new EnvVars());
        neighbour = new JobUnderTest(jenkins, agent, folder);
        // A shell of its own: the variable that tells whose it is must be in the environment that it was started with
        neighbour.shell("exec sh -c 'sleep 1000 & trap \"echo SIGNALLED\" TERM INT HUP; n=0\n"
                + "while [ ! -e \"$MARKERS/enough\" ]; do n=$((n+1)); echo line $n; sleep 0.1; done\n"
                + "echo $n > \"$MARKERS/lines\"; kill $!'");
        neighbourBuild = neighbour.startAndAwait("line 1");
    }

    public JenkinsRule jenkins() {
        return jenkins;
    }

    public DumbSlave agent() {
        return agent;
    }

    public Path folder() {
        return folder;
    }

    /** Another agent. */
    public DumbSlave agent(String name, EnvVars environment) throws Exception {
        return agent(name, jenkins.createComputerLauncher(environment));
    }

    public DumbSlave agent(String name, ComputerLauncher launcher) throws Exception {
        return TestAgent.connect(jenkins, name, folder, launcher);
    }

    /** A job on the agent. */
    public JobUnderTest job() throws IOException {
        return job(agent);
    }

    /** A job on that node. */
    public JobUnderTest job(Node node) throws IOException {
        JobUnderTest job = new JobUnderTest(jenkins, node, folder);
        jobs.add(job);
        return job;
    }

    /** The log of a build that has ended in this way. */
    public String log(FreeStyleBuild build, Result expected) throws Exception {
        jenkins.assertBuildStatus(expected, build);
        return JenkinsRule.getLog(build);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (JobUnderTest job : jobs) {
            job.close();
        }
        jobs.clear();
        assertThat(neighbour.alive()).as("the neighbour's processes").containsAll(NEIGHBOURS_PROCESSES);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Files.createFile(neighbour.mark("enough"));
        String log = log(neighbour.end(neighbourBuild), Result.SUCCESS);
        int lines = Integer.parseInt(Files.readString(neighbour.mark("lines")).strip());
        assertThat(NumberedLines.count(log.lines().toList())).isEqualTo(lines);
        assertThat(log).doesNotContain("[clean-kill]", "SIGNALLED");
        neighbour.close();
    }
}
