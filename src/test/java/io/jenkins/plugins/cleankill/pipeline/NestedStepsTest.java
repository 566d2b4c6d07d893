package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.freestyle.SleepingJvm;
import io.jenkins.plugins.cleankill.pipeline.log.BoundSecrets;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.lang3.SerializationUtils;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps that users write around a block and within it. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class NestedStepsTest extends PipelineTestBase {

    /** The tool ends as it wants to, and the next command of the Pipeline, which is no {@code finally}, does not run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node('here') { withCleanKill { sh '$MARKERS/tool t 1'; sh 'echo NEXT' } }",
                "node('here') { withCleanKill { retry(3) { sh '$MARKERS/tool t 1' } } }",
                "node('here') { retry(3) { withCleanKill { sh '$MARKERS/tool t 1' } } }",
                "node('here') { withCleanKill { timeout(5) { sh '$MARKERS/tool t 1' } } }",
                "node('here') { withCleanKill { catchError(catchInterruptions: false) { sh '$MARKERS/tool t 1' } } }",
                "node('here') { withCleanKill { warnError(message: 'm', catchInterruptions: false) { sh '$MARKERS/tool t 1' } } }",
                "node('here') { dir('deep') { withEnv(['A=b']) { withCleanKill { sh '$MARKERS/tool t 1' } } } }",
                "node('here') { withCleanKill { dir('deep') { withEnv(['A=b']) { sh '$MARKERS/tool t 1' } } } }",
                "node('here') { withEnv(['CLEAN_KILL_X=y']) { withCleanKill { ws('other') { sh '$MARKERS/tool t 1' } } } }",
                "withCleanKill { node('here') { sh '$MARKERS/tool t 1' } }",
                "withCleanKill { stage('one') { node('here') { withCleanKill { withCleanKill { sh '$MARKERS/tool t 1' } } } } }",
                "node('here') { withCleanKill { parallel(a: { sh '$MARKERS/tool t 1' }, b: { sh '$MARKERS/tool u 1' }) } }",
                "node('here') { withCleanKill { launchInThread '$MARKERS/tool t 1; echo NEXT' } }",
                "node('here') { withCleanKill { withCleanKill { launchInThread '$MARKERS/tool t 1 & wait' } } }",
                "node('here') { writeFile file: 'l.groovy', text: 'def go(c) { sh c }; this'\n"
                        + " withCleanKill { load('l.groovy').go('$MARKERS/tool t 1') } }",
                "node('here') { withCleanKill { evaluate \"sh '$MARKERS/tool t 1'\" } }",
                "node('here') { withCleanKill { sh script: '$MARKERS/tool t 1', returnStatus: true; sh 'echo NEXT' } }",
                "node('here') { withCleanKill { sh script: '$MARKERS/tool t 1 >&2', returnStdout: true } }",
            })
    void anAbortIsCleanWhateverStandsAround(String script) throws Exception {
        String log = abortAt("t READY", "try {\n" + script + "\necho 'NEXT' } finally { echo 'after the block' }");

        assertThat(log)
                .containsOnlyOnce("t stopping")
                .containsOnlyOnce("t FINISHED")
                .containsSubsequence("t FINISHED", "[clean-kill] Over after", "after the block")
                .contains("0 killed, 0 left");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catchError { %s }",
                "catchError { catchError { %s } }",
                "warnError('m') { %s }",
                "try { %s } catch (e) { currentBuild.result = 'ABORTED' }",
            })
    void whoCatchesAnAbortMeetsAQuietMachine(String around) throws Exception {
        String log = abortAt(
                "t READY",
                "node('here') { " + around.formatted("withCleanKill { sh '$MARKERS/tool t 1; echo NEXT' }")
                        + "\nsh 'ls $MARKERS' }");

        assertThat(log).containsSubsequence("t FINISHED", "[clean-kill] Over after", "t-finished");
        assertThat(log.lines()).contains("t-finished").doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decorated { withCleanKill", "withCleanKill { decorated"})
    void anotherPluginsLauncherStaysInForce(String blocks) throws Exception {
        String log = abortAt(
                "t READY", "node('here') { " + blocks + " { sh 'echo decorated: $DECORATED; $MARKERS/tool t 1' } } }");

        assertThat(log.lines()).contains("decorated: yes");
        assertThat(log).containsSubsequence("t FINISHED", "[clean-kill] Over after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "returnStatus: true, ", "returnStdout: true, "})
    void aTimeoutAbortsTheBuildWhateverTheStepReturns(String returns) throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { timeout(time: 3, unit: 'SECONDS') { sh("
                + returns + "script: '$MARKERS/tool t 0.5 >&2') } }\n echo 'NEXT' }");

        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).contains("t FINISHED", "Timeout has been exceeded");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @Test
    void aTimeoutAroundAParallelStopsEveryBranch() throws Exception {
        WorkflowRun build = fixture.start("""
                node('here') {
                    timeout(time: 4, unit: 'SECONDS') {
                        parallel(a: { withCleanKill { sh '$MARKERS/tool a 1' }; echo 'NEXT' },
                            b: { withCleanKill { sh '$MARKERS/tool b 1' }; echo 'NEXT' })
                        echo 'NEXT'
                    }
                    echo 'NEXT'
                }""");

        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsOnlyOnce("a FINISHED").containsOnlyOnce("b FINISHED");
        assertThat(log.lines()).doesNotContain("NEXT");
        assertThat(new DepthFirstScanner()
                        .allNodes(build.getExecution()).stream()
                                .filter(node -> node.getDisplayFunctionName().equals("sh"))
                                .map(node -> node.getAction(ErrorAction.class)))
                .hasSize(2)
                .doesNotContainNull();
    }

    @Test
    void whatCommandsPrintIsPrintedAsEver() throws Exception {
        PipelineFixture.addSecret("print", "hush-hush");
        WorkflowRun build = fixture.start("""
                node('here') { withCleanKill {
                    withCredentials([string(credentialsId: 'print', variable: 'S')]) { sh 'printf "no newline $S"' }
                    sh 'printf "nor here"'
                    sh script: 'printf "\\\\310au"', encoding: 'ISO-8859-2'
                    sh script: 'echo some problem here >&2; echo and there | tr a-z A-Z; exit 1', returnStdout: true
                } }""");

        String log = fixture.end(build, Result.FAILURE);

        assertThat(log.lines())
                .contains("no newline ****", "nor here", "Čau", "some problem here", "AND THERE")
                .doesNotContain("");
        assertThat(log).doesNotContain("[clean-kill]", "hush-hush");
    }

    @Test
    void aPowerShellStepEndsAsAShellStepDoes() throws Exception {
        FakePwsh.install(fixture.marks());
        EnvVars path = new EnvVars("PATH", fixture.marks() + ":" + System.getenv("PATH"));
        TestAgent.connect(jenkins, "with-pwsh", folder, jenkins.createComputerLauncher(path));
        String log = abortAt(
                "t READY",
                "node('with-pwsh') { try { withCleanKill { pwsh '$MARKERS/tool t 1; echo NEXT' } }"
                        + " finally { echo 'after the block' } }");

        assertThat(log)
                .containsOnlyOnce("t stopping")
                .containsSubsequence("t FINISHED", "[clean-kill] Over after", "0 killed, 0 left", "after the block")
                .doesNotContain("process did not stop");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @Test
    void aSharedLibraryMayHoldTheBlock() throws Exception {
        LibraryConfiguration library = new LibraryConfiguration("lib", new Library());
        library.setDefaultVersion("1");
        library.setImplicit(true);
        GlobalLibraries.get().setLibraries(List.of(library));
        try {
            assertThat(abortAt("t READY", "cleanly { sh '$MARKERS/tool t 1' }"))
                    .containsSubsequence("t FINISHED", "[clean-kill] Over after", "the library's finally");
        } finally {
            GlobalLibraries.get().setLibraries(List.of());
        }
    }

    private static final class Library extends LibraryRetriever {

        @Override
        public void retrieve(
                String name, String version, boolean changes, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            target.child("vars/cleanly.groovy")
                    .write(
                            "def call(body) { node('here') { try { withCleanKill(softKillSeconds: 9) { body() } }"
                                    + " finally { echo \"the library's finally\" } } }",
                            "UTF-8");
        }

        @Override
        public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            retrieve(name, version, false, target, run, listener);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bat 'echo hi'|Batch scripts can only be run on Windows nodes",
                "error 'of my own'|ERROR: of my own",
                "sh 'exit 3'|ERROR: script returned exit code 3",
                "launchInThread 'exit 3'|ERROR: exit code 3",
                "launchInThread 'exec /no/such'|ERROR: exit code 127",
                "null.trim()|java.lang.NullPointerException: Cannot invoke method trim() on null object",
                "readFile 'none'|java.nio.file.NoSuchFileException",
            })
    void anErrorWithinIsTheBuildsError(String step, String error) throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { " + step + " } }");

        assertThat(fixture.end(build, Result.FAILURE)).contains(error).doesNotContain("[clean-kill]");
    }

    @Test
    void aLaunchInAThreadPassesItsOutputAndItsEnd() throws Exception {
        WorkflowRun build = fixture.start(
                "node('here') { withCleanKill { launchInThread 'echo $0 says $((6 * 7))'; echo 'it is over' } }");

        assertThat(fixture.end(build, Result.SUCCESS))
                .contains("sh says 42", "it is over")
                .doesNotContain("[clean-kill]");
    }

    @Test
    void threadsAreDumpedFirst() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String classes = Path.of(SleepingJvm.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String log = abortAt(
                "READY",
                "node('here') { withCleanKill(dumpThreads: true) { sh \"'" + java + "' -cp '" + classes + "' "
                        + SleepingJvm.class.getName() + "\" } }");

        assertThat(log)
                .containsSubsequence(
                        "[clean-kill] Thread dump of java (", "\"the-sleeping-thread\" is ", "[clean-kill] Over after");
    }

    /** No step binds it, and Jenkins itself masks it in no Pipeline's log. */
    @Test
    void aPasswordThatIsAParameterIsInNoLineAndInNoReport() throws Exception {
        CleanKillConfiguration.get().setArgumentsInReports(true);
        try {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.addProperty(new ParametersDefinitionProperty(
                    new PasswordParameterDefinition("PW", Secret.fromString("hush-hush"), "")));
            job.setDefinition(new CpsFlowDefinition(
                    "env.MARKERS = '" + fixture.marks() + "'\nnode('here') { withCleanKill {"
                            + " sh 'set +x; cp $MARKERS/tool $MARKERS/$PW; $MARKERS/$PW t 0 --into=$PW' } }",
                    true));

            WorkflowRun build = job.scheduleBuild2(0).waitForStart();

            assertThat(fixture.abortAt("t READY", build))
                    .contains("[clean-kill] Over after")
                    .doesNotContain("hush-hush");
            assertThat(build.getRootDir().toPath().resolve("clean-kill/1.json"))
                    .content()
                    .contains("--into\\u003d****")
                    .doesNotContain("hush-hush");
        } finally {
            CleanKillConfiguration.get().setArgumentsInReports(false);
        }
    }

    @Test
    void secretsAreKnownAgainAfterARestartAndKeptEncrypted() throws Exception {
        BoundSecrets secrets = new BoundSecrets();
        assertThat(secrets.add(Set.of("S", "T"), new EnvVars("S", "hush-hush"))).isTrue();
        assertThat(secrets.add(Set.of("S"), new EnvVars("S", "hush-hush"))).isFalse();
        byte[] kept = SerializationUtils.serialize(secrets);

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("hush");
        assertThat(SerializationUtils.<BoundSecrets>deserialize(kept).mask("a hush-hush b"))
                .isEqualTo("a **** b");
    }
}
