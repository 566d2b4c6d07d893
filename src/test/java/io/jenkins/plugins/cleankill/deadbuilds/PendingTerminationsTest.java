package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.cleankill.agent.OwnPid;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.testing.AgentLog;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.UnattendedAgentLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the loss of an agent has cut off. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class PendingTerminationsTest extends FreestyleTestBase {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void whatIsOwedIsOwedOnIfTheConnectionBreaksAgain() throws Exception {
        FreeStyleBuild build = job.shell("true").run();
        DumbSlave agent = FIXTURE.agent("broken", new EnvVars());
        String name = agent.getNodeName();
        VirtualChannel broken = agent.getChannel();
        agent.getComputer()
                .disconnect(new OfflineCause.ChannelTermination(new Exception("a test")))
                .get(30, TimeUnit.SECONDS);
        CompletableFuture<TerminationReport> report = new CompletableFuture<>();
        Path copy = Files.createFile(job.mark("copy"));
        PendingTerminations.postpone(
                name,
                build,
                TerminationOrder.leftovers("a test", Scope.of(Cookie.random()), Settings.DEFAULT),
                (run, told) -> report.complete(told));
        PendingTerminations.postponeDeletion(name, copy.toString());

        PendingTerminations.run(name, broken, new PrintStream(log, true, StandardCharsets.UTF_8))
                .get(30, TimeUnit.SECONDS);
        assertThat(report).isNotDone();
        assertThat(copy).exists();
        assertThat(PendingTerminations.size()).isEqualTo(1);

        agent.getComputer().connect(false).get(60, TimeUnit.SECONDS);
        assertThat(report.get(60, TimeUnit.SECONDS).cause()).isEqualTo("a test");
        while (Files.exists(copy)) {
            assertThat(agent.getComputer().isOnline()).isTrue();
        }
        assertThat(PendingTerminations.size()).isZero();
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void nothingIsOwedToANodeThatIsDeleted() throws Exception {
        DumbSlave agent = FIXTURE.agent("deleted", new EnvVars());
        PendingTerminations.postponeDeletion(agent.getNodeName(), "/none");
        assertThat(PendingTerminations.size()).isEqualTo(1);

        FIXTURE.jenkins().jenkins.removeNode(agent);

        assertThat(PendingTerminations.size()).isZero();
        PendingTerminations.postponeDeletion(agent.getNodeName(), "/none");
        assertThat(PendingTerminations.size()).isZero();
    }

    @Test
    void whatAKilledAgentHeldIsEndedWhenItIsBack() throws Exception {
        DumbSlave killed = FIXTURE.agent("killed", new UnattendedAgentLauncher());
        killed.setRetentionStrategy(RetentionStrategy.NOOP); // it comes back when the test wants it
        job = FIXTURE.job(killed);
        job.shell("sh -c 'trap \"echo HELD\" TERM; echo READY; while :; do sleep 0.1; done'; touch \"$MARKERS/next\"")
                .settings()
                .setSoftKillSeconds(2);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("HELD", build);

        ProcessHandle.of(killed.getChannel().call(new OwnPid())).orElseThrow().destroyForcibly();
        assertThat(FIXTURE.log(job.end(build), Result.ABORTED)).contains("it is ended when the agent is back");
        assertThat(job.alive()).contains("sh");
        killed.toComputer().connect(true).get();

        AgentLog.await(killed, "[clean-kill] Over after");
        assertThat(job.alive()).isEmpty();
        assertThat(job.mark("next")).doesNotExist();
    }
}
