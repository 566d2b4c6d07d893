package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Launcher;
import hudson.Launcher.ProcStarter;
import hudson.Proc;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Computer;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The ways in which build steps start commands, aborted. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class LaunchesTest extends FreestyleTestBase {

    private static final int LAUNCHES = 500;

    /** Equal commands side by side, which makes the threads that copy harder to tell apart. */
    private static final int AT_ONCE = 5;

    private static final String POLITE =
            "trap 'echo BYE; echo SORRY >&2; exit 0' TERM; echo READY; while :; do sleep 0.1; done";

    // The script ends at once, and the JVM closes its pipe; its job then says what it has to say
    private static final String OUTLIVED = "trap 'exit 0' TERM; (trap 'i=0; while [ $i -lt 50 ]; do i=$((i+1)); "
            + "echo late $i; done; echo END; exit 0' TERM; echo READY; while :; do sleep 0.01; done) & wait";

    @ParameterizedTest
    @EnumSource
    void intoTheBuildsLog(LaunchStyle way) throws Exception {
        job.step(way.step(job.mark(""))).shell("touch \"$MARKERS/next-step\"");

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log).containsOnlyOnce("BYE").containsOnlyOnce("SORRY").contains("[clean-kill] Over after");
        assertThat(log.indexOf("BYE")).isLessThan(log.indexOf("[clean-kill] Over after"));
        assertThat(job.mark("next-step")).doesNotExist();
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void theReportHasArgumentsOnlyIfWantedAndNoSecrets() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "pass", "", Secret.fromString("correct horse")));
        job.around(new SecretBuildWrapper(List.of(new StringBinding("PASS", "pass"))))
                .shell("sh -c 'sleep 600; :' \"$PASS\" plain-argument --token hunter2 &\n" + POLITE);

        assertThat(report(job.abortWhenReady()))
                .contains("\"command\": \"sleep\"")
                .doesNotContain("arguments", "\"600\"", "plain-argument", "correct horse");
        CleanKillConfiguration.get().setArgumentsInReports(true);
        try {
            assertThat(report(job.abortWhenReady()))
                    .contains("\"600\"", "\"****\"", "plain-argument")
                    .doesNotContain("correct horse", "correct", "hunter2");
        } finally {
            CleanKillConfiguration.get().setArgumentsInReports(false);
        }
    }

    @Test
    void intoAStreamOfTheStepsOwn() throws Exception {
        CapturedOutput output = new CapturedOutput();
        job.step(step(starter -> starter.stdout(output).join(), POLITE));

        aborted(output);

        assertThat(output.text()).isEqualTo("READY\nBYE\nSORRY\n");
    }

    @Test
    void withStandardErrorApart() throws Exception {
        CapturedOutput output = new CapturedOutput();
        CapturedOutput errors = new CapturedOutput();
        job.step(step(starter -> starter.stdout(output).stderr(errors).join(), POLITE));

        aborted(output);

        assertThat(output.text()).isEqualTo("READY\nBYE\n");
        assertThat(errors.text()).isEqualTo("SORRY\n");
    }

    @Test
    void readByTheStep() throws Exception {
        CapturedOutput output = new CapturedOutput();
        job.step(step(
                starter -> {
                    Proc proc = starter.readStdout().start();
                    proc.getStdout().transferTo(output);
                    return proc.join();
                },
                POLITE));

        aborted(output);

        assertThat(job.alive()).isEmpty();
    }

    @Test
    void quietAndMasked() throws Exception {
        CapturedOutput output = new CapturedOutput();
        job.step(step(
                starter -> starter.quiet(true)
                        .masks(false, false, true)
                        .stdout(output)
                        .join(),
                POLITE));

        String log = aborted(output);

        assertThat(output.text()).isEqualTo("READY\nBYE\nSORRY\n");
        assertThat(log).doesNotContain("trap");
    }

    @Test
    void withATimeLimitOfTheSteps() throws Exception {
        CapturedOutput output = new CapturedOutput();
        job.step(step(
                        starter -> starter.stdout(output)
                                .start()
                                .joinWithTimeout(1, TimeUnit.SECONDS, hudson.model.TaskListener.NULL),
                        POLITE))
                .shell("echo the next step");

        FreeStyleBuild build = job.run();

        assertThat(output.text()).isEqualTo("READY\nBYE\nSORRY\n");
        assertThat(JenkinsRule.getLog(build))
                .contains("[clean-kill] Stopped by the build step: SIGTERM to", "the next step");
    }

    @Test
    void asAChannel() throws Exception {
        job.step(new ChannelStep(job.mark("")));

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log)
                .contains("[clean-kill] Aborted by alice: SIGTERM to java", "1 ended by itself, 0 killed, 0 left");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void byEqualCommandsSideBySide() throws Exception {
        CapturedOutput output = new CapturedOutput();
        CapturedOutput neighbours = new CapturedOutput();
        job.step(step(starter -> starter.stdout(output).join(), POLITE));
        JobUnderTest neighbour = FIXTURE.job();
        neighbour.step(step(starter -> starter.stdout(neighbours).join(), POLITE));
        FreeStyleBuild other = neighbour.startAndAwait("Started");
        neighbours.awaitReady();

        aborted(output);

        assertThat(output.text()).isEqualTo("READY\nBYE\nSORRY\n");
        assertThat(neighbours.text()).isEqualTo("READY\n");
        Alice.aborts(other);
        neighbour.end(other);
        assertThat(neighbours.text()).isEqualTo("READY\nBYE\nSORRY\n");
    }

    @Test
    void thatEndBeforeTheirChildrenFiveHundredTimes() throws Exception {
        job.step(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException, InterruptedException {
                Set<String> outputs = new HashSet<>();
                for (int launch = 0; launch < LAUNCHES; launch += AT_ONCE) {
                    outputs.addAll(killTogether(launcher));
                }
                listener.getLogger().println(outputs.equals(Set.of(whole())) ? "COMPLETE" : "INCOMPLETE: " + outputs);
                return true;
            }
        });

        assertThat(FIXTURE.log(job.run(), Result.SUCCESS).lines()).contains("COMPLETE");
    }

    /** What the agent has sent is written by a thread of the channel's, which may be later than the agent's answer. */
    @Test
    void whoseLastOutputIsWrittenWhenTheAbortIsOver() throws Exception {
        SlowOutput output = new SlowOutput();
        job.step(step(
                starter -> {
                    try {
                        return starter.stdout(output).join();
                    } finally {
                        output.killed.countDown();
                    }
                },
                OUTLIVED));

        aborted(output);

        assertThat(output.text()).isEqualTo(whole());
        assertThat(output.isLate()).isFalse();
    }

    /** Takes the last piece when the kill is over; that must not come about, so it takes it a second later as well. */
    private static final class SlowOutput extends CapturedOutput {

        private final CountDownLatch killed = new CountDownLatch(1);
        private volatile boolean late;

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (new String(bytes, offset, length, StandardCharsets.UTF_8).contains("END")) {
                late = Uninterruptibly.await(() -> killed.await(1, TimeUnit.SECONDS), () -> {});
            }
            super.write(bytes, offset, length);
        }

        boolean isLate() {
            return late;
        }
    }

    private static List<String> killTogether(Launcher launcher) throws IOException, InterruptedException {
        List<CapturedOutput> outputs = new ArrayList<>();
        List<Proc> procs = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            CapturedOutput output = new CapturedOutput();
            outputs.add(output);
            procs.add(launcher.launch()
                    .cmds("sh", "-c", OUTLIVED)
                    .quiet(true)
                    .stdout(output)
                    .start());
        }
        for (CapturedOutput output : outputs) {
            output.awaitReady();
        }
        CompletableFuture.allOf(procs.stream()
                        .map(proc -> CompletableFuture.runAsync(() -> kill(proc), Computer.threadPoolForRemoting))
                        .toArray(CompletableFuture[]::new))
                .join();
        return outputs.stream().map(CapturedOutput::text).toList();
    }

    private static void kill(Proc proc) {
        try {
            proc.kill();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static String whole() {
        return "READY\n"
                + IntStream.rangeClosed(1, 50)
                        .mapToObj(line -> "late " + line + "\n")
                        .collect(Collectors.joining())
                + "END\n";
    }

    private String aborted(CapturedOutput output) throws Exception {
        FreeStyleBuild build = job.startAndAwait("Started");
        output.awaitReady();
        Alice.aborts(build);
        return FIXTURE.log(job.end(build), Result.ABORTED);
    }

    private interface Launching {
        int launch(ProcStarter starter) throws IOException, InterruptedException;
    }

    private TestBuilder step(Launching launching, String script) {
        Path marks = job.mark("");
        return new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException, InterruptedException {
                ProcStarter starter = launcher.launch()
                        .cmds("sh", "-c", script)
                        .envs("MARKERS=" + marks)
                        .pwd(build.getWorkspace());
                listener.getLogger().println("Started");
                launching.launch(starter);
                return true;
            }
        };
    }
}
