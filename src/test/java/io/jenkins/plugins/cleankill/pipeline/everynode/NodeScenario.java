package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.model.Result;
import java.util.stream.Stream;

/**
 * How a Pipeline ends that knows nothing of us.
 *
 * @param aborted whether it is aborted when t says READY
 * @param alive whether anything lives when the build is over
 * @param said patterns of the log
 */
record NodeScenario(String name, String script, boolean aborted, Result result, boolean alive, String... said) {

    static final String DAEMON =
            "sh '$MARKERS/tool d 0.1 > $MARKERS/log 2>&1 & until grep -q READY $MARKERS/log; do sleep 0.1; done'\n";
    private static final String TOOL = "sh '$MARKERS/tool t 0.5; : > $MARKERS/next'\n";

    static Stream<NodeScenario> all() {
        return Stream.of(
                new NodeScenario(
                        "a daemon is gone at the end",
                        "node('here') { " + DAEMON + " }",
                        false,
                        Result.SUCCESS,
                        false,
                        "\\[clean-kill] Still running at the end: SIGTERM to .*tool \\(\\d+\\)",
                        "\\[clean-kill] Over after"),
                new NodeScenario(
                        "dontKillMe survives the end",
                        "node('here') { " + DAEMON.replace("sh '", "sh 'BUILD_ID=dontKillMe ") + " }",
                        false,
                        Result.SUCCESS,
                        true,
                        "tool \\(\\d+\\) is kept: BUILD_ID=dontKillMe in its environment"),
                new NodeScenario(
                        "the node's cookie survives the end",
                        "node('here') { " + DAEMON.replace("sh '", "sh 'JENKINS_NODE_COOKIE=dontKillMe ") + " }",
                        false,
                        Result.SUCCESS,
                        true,
                        "tool \\(\\d+\\) is kept: JENKINS_NODE_COOKIE=dontKillMe in its environment"),
                new NodeScenario(
                        "an abort lets the tool finish and runs nothing more",
                        "node('here') { " + TOOL + "sh ': > $MARKERS/next' }",
                        true,
                        Result.ABORTED,
                        false,
                        "\\[clean-kill] Aborted by alice: SIGTERM to ",
                        "t FINISHED\\R",
                        "\\[clean-kill] Over after \\d\\.\\d s: \\d ended by themselves, 0 killed, 0 left"),
                new NodeScenario(
                        "an abort ends the daemons of earlier steps, within dir and withEnv",
                        "withEnv(['A=b']) { node('here') { " + DAEMON + "dir('x') { withEnv(['C=d']) { " + TOOL
                                + " } } } }",
                        true,
                        Result.ABORTED,
                        false,
                        "t FINISHED"),
                new NodeScenario(
                        "a block of the user's own keeps its settings, within",
                        "node('here') { withCleanKill(leftovers: 'report') { " + DAEMON + " } }",
                        false,
                        Result.SUCCESS,
                        true,
                        "tool \\(\\d+\\) is left running"),
                new NodeScenario(
                        "a block of the user's own keeps its settings, around",
                        "withCleanKill(leftovers: 'report') { node('here') { " + DAEMON + " } }",
                        false,
                        Result.SUCCESS,
                        true,
                        "tool \\(\\d+\\) is left running"),
                new NodeScenario(
                        "what ignores the signal is killed",
                        "node('here') { timeout(time: 5, unit: 'SECONDS') { sh '$MARKERS/stubborn t' } }",
                        false,
                        Result.ABORTED,
                        false,
                        "stubborn \\(\\d+\\) ignores SIGTERM; killed after \\d+\\.\\d s"),
                new NodeScenario(
                        "what a command returns is not touched",
                        "node('here') { echo 'status ' + sh(script: 'exit 7', returnStatus: true)\n"
                                + "echo 'stdout ' + sh(script: 'printf äöü', returnStdout: true, encoding: 'UTF-8')\n"
                                + "sh 'seq 20000; echo \"$JOB_NAME on $NODE_NAME\"; printf unfinished' }",
                        false,
                        Result.SUCCESS,
                        false,
                        "status 7",
                        "stdout äöü",
                        "19999\\R20000\\R",
                        " on here\\R",
                        "unfinished\\R"));
    }

    @Override
    public String toString() {
        return name;
    }
}
