package io.jenkins.plugins.cleankill.freestyle;

import hudson.model.Result;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a build ends of a job that knows nothing of us.
 *
 * @param steps its build steps; one that says READY is aborted if the result wants it
 * @param alive the processes that live when the build is over
 * @param said patterns of the log
 */
record FreestyleScenario(String name, List<String> steps, Result result, List<String> alive, String... said) {

    static final String QUIETLY = " >/dev/null 2>&1 </dev/null &\n";
    static final String DAEMONS = "nohup sleep 3001" + QUIETLY + "setsid sleep 3002" + QUIETLY;
    private static final String TOOL = "sh -c 'trap \"sleep 0.5; echo FINISHED; exit 143\" TERM; echo READY;"
            + " while :; do sleep 0.1; done'\ntouch \"$MARKERS/next\"\n";

    static Stream<FreestyleScenario> all() {
        return Stream.of(
                new FreestyleScenario(
                        "daemons are gone at the end",
                        List.of(DAEMONS),
                        Result.SUCCESS,
                        List.of(),
                        "\\[clean-kill] Still running at the end: SIGTERM to sleep \\(\\d+\\), sleep",
                        "\\[clean-kill] Over after \\d\\.\\d s: 2 ended by themselves, 0 killed, 0 left"),
                new FreestyleScenario(
                        "a failing step leaves nothing", List.of(DAEMONS, "exit 1"), Result.FAILURE, List.of()),
                new FreestyleScenario(
                        "dontKillMe survives",
                        List.of("BUILD_ID=dontKillMe sleep 3003" + QUIETLY + "JENKINS_NODE_COOKIE=dontKillMe sleep 3004"
                                + QUIETLY),
                        Result.SUCCESS,
                        List.of("sleep", "sleep"),
                        "is kept: BUILD_ID=dontKillMe in its environment",
                        "is kept: JENKINS_NODE_COOKIE=dontKillMe in its environment"),
                new FreestyleScenario(
                        "a veto is heard",
                        List.of("VETO=please sleep 3005" + QUIETLY),
                        Result.SUCCESS,
                        List.of("sleep"),
                        "is kept: vetoed by \\w+: it asked for it"),
                new FreestyleScenario(
                        "an abort lets the tool finish and runs nothing more",
                        List.of(TOOL, "touch \"$MARKERS/next\""),
                        Result.ABORTED,
                        List.of(),
                        "\\[clean-kill] Aborted by alice: SIGTERM to",
                        "FINISHED\\R(?s).*\\[clean-kill] Over after"),
                new FreestyleScenario(
                        "an abort ends the daemons of earlier steps",
                        List.of(DAEMONS, TOOL),
                        Result.ABORTED,
                        List.of(),
                        "FINISHED"),
                new FreestyleScenario(
                        "a quiet build is the same as ever",
                        List.of(
                                "echo \"$JOB_NAME of $EXECUTOR_NUMBER\" > \"$MARKERS/env\"; seq 20000; echo all is said"),
                        Result.SUCCESS,
                        List.of(),
                        "19999\\R20000\\Rall is said\\R(?!.*clean-kill)"));
    }

    @Override
    public String toString() {
        return name;
    }
}
