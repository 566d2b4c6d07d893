package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.testing.Alice;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code options { withCleanKill(…) }} in a Declarative Pipeline that is aborted. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class DeclarativeTest extends PipelineTestBase {

    private static final String AFTER =
            "post { aborted { echo 'post: aborted' }\n always { node('here') { sh 'ls $MARKERS' } } }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // for the whole Pipeline, with an agent
                "pipeline {\n agent { label 'here' }\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n stages { stage('only') { steps { sh '$MARKERS/tool t 1' } } }\n " + AFTER + " }",
                // for the whole Pipeline, with agents within
                "pipeline {\n agent none\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n stages { stage('only') { agent { label 'here' }\n steps { sh '$MARKERS/tool t 1' } } }\n "
                        + AFTER + " }",
                // for a stage
                "pipeline {\n agent { label 'here' }"
                        + "\n stages { stage('only') { options { withCleanKill(softKillSeconds: 9) }"
                        + "\n steps { sh '$MARKERS/tool t 1' } } }\n " + AFTER + " }",
                // for a stage with an agent of its own
                "pipeline {\n agent none"
                        + "\n stages { stage('only') { agent { label 'here' }\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n steps { sh '$MARKERS/tool t 1' } } }\n " + AFTER + " }"
            })
    void thePostActionsMeetNoToolThatStillWorks(String script) throws Exception {
        WorkflowRun build = fixture.startDeclarative(script);
        fixture.await("t READY", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .contains("waiting up to 9 s")
                .containsOnlyOnce("t FINISHED")
                .containsSubsequence("[clean-kill] Over", "post: aborted");
        assertThat(log.lines()).contains("t-finished");
    }

    @Test
    void everyCellOfAMatrixStopsByItself() throws Exception {
        WorkflowRun build = fixture.startDeclarative("""
                pipeline {
                    agent none
                    stages {
                        stage('all') { matrix {
                            axes { axis { name 'CELL'; values 'a', 'b', 'c' } }
                            agent { label 'here' }
                            options { withCleanKill() }
                            stages { stage('cell') { steps { sh '$MARKERS/tool $CELL 1' } } }
                        } }
                    }
                }""");
        for (String cell : new String[] {"a", "b", "c"}) {
            fixture.await(cell + " READY", build);
        }

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsOnlyOnce("a FINISHED")
                .containsOnlyOnce("b FINISHED")
                .containsOnlyOnce("c FINISHED");
    }

    /** A block is over at the end of what its {@code options} are for: only then its leftovers are treated. */
    @ParameterizedTest
    @CsvSource({"stage, true", "pipeline, false"})
    void thePostActionsAfterASuccessMeetNoLeftoverOfAStage(String options, boolean quiet) throws Exception {
        WorkflowRun build = fixture.startDeclarative("""
                pipeline {
                    agent { label 'here' }
                    %s
                    stages { stage('only') {
                        %s
                        steps { sh '$MARKERS/tool d 0.1 > $MARKERS/log 2>&1 & until grep -q READY $MARKERS/log; do sleep 0.1; done' }
                    } }
                    post { always { sh 'ls $MARKERS' } }
                }""".formatted(
                        options.equals("pipeline") ? "options { withCleanKill() }" : "",
                        options.equals("stage") ? "options { withCleanKill() }" : ""));

        String log = fixture.end(build, Result.SUCCESS);

        assertThat(log).containsOnlyOnce("[clean-kill] Still running at the end: SIGTERM");
        assertThat(log.lines().anyMatch("d-finished"::equals)).isEqualTo(quiet);
    }
}
