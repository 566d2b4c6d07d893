package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PendingTerminationsTest {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void whatIsOwedIsOwedOnIfTheConnectionBreaksAgain(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        DumbSlave agent = jenkins.createOnlineSlave();
        String name = agent.getNodeName();
        VirtualChannel broken = agent.getChannel();
        agent.getComputer()
                .disconnect(new OfflineCause.ChannelTermination(new Exception("a test")))
                .get(30, TimeUnit.SECONDS);
        CompletableFuture<TerminationReport> report = new CompletableFuture<>();
        Path copy = Files.createFile(folder.resolve("copy"));
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
    void nothingIsOwedToANodeThatIsDeleted(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createSlave();
        PendingTerminations.postponeDeletion(agent.getNodeName(), "/none");
        assertThat(PendingTerminations.size()).isEqualTo(1);

        jenkins.jenkins.removeNode(agent);

        assertThat(PendingTerminations.size()).isZero();
        PendingTerminations.postponeDeletion(agent.getNodeName(), "/none");
        assertThat(PendingTerminations.size()).isZero();
    }
}
