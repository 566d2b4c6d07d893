package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code options { withCleanKill(…) }} in a Declarative Pipeline that is aborted. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class DeclarativeTest extends OnAgent {

    private static final String AFTER =
            "post { aborted { echo 'post: aborted' }\n always { node('here') { sh 'ls $MARKS' } } }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // for the whole Pipeline, with an agent
                "pipeline {\n agent { label 'here' }\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n stages { stage('only') { steps { sh '$MARKS/tool t 1' } } }\n " + AFTER + " }",
                // for the whole Pipeline, with agents within
                "pipeline {\n agent none\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n stages { stage('only') { agent { label 'here' }\n steps { sh '$MARKS/tool t 1' } } }\n "
                        + AFTER + " }",
                // for a stage
                "pipeline {\n agent { label 'here' }"
                        + "\n stages { stage('only') { options { withCleanKill(softKillSeconds: 9) }"
                        + "\n steps { sh '$MARKS/tool t 1' } } }\n " + AFTER + " }",
                // for a stage with an agent of its own
                "pipeline {\n agent none"
                        + "\n stages { stage('only') { agent { label 'here' }\n options { withCleanKill(softKillSeconds: 9) }"
                        + "\n steps { sh '$MARKS/tool t 1' } } }\n " + AFTER + " }"
            })
    void thePostActionsMeetNoToolThatStillWorks(String script) throws Exception {
        WorkflowRun build = stage.startDeclarative(script);
        stage.await("t READY", build);

        Stage.abort(build);
        String log = stage.end(build, Result.ABORTED);

        assertThat(log)
                .contains("waiting up to 9 s")
                .containsOnlyOnce("t FINISHED")
                .containsSubsequence("[clean-kill] Over", "post: aborted");
        assertThat(log.lines()).contains("t-finished");
    }

    @Test
    void everyCellOfAMatrixStopsByItself() throws Exception {
        WorkflowRun build = stage.startDeclarative("""
                pipeline {
                    agent none
                    stages {
                        stage('all') { matrix {
                            axes { axis { name 'CELL'; values 'a', 'b', 'c' } }
                            agent { label 'here' }
                            options { withCleanKill() }
                            stages { stage('cell') { steps { sh '$MARKS/tool $CELL 1' } } }
                        } }
                    }
                }""");
        for (String cell : new String[] {"a", "b", "c"}) {
            stage.await(cell + " READY", build);
        }

        Stage.abort(build);
        String log = stage.end(build, Result.ABORTED);

        assertThat(log)
                .containsOnlyOnce("a FINISHED")
                .containsOnlyOnce("b FINISHED")
                .containsOnlyOnce("c FINISHED");
    }
}
