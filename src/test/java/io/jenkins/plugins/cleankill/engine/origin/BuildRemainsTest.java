package io.jenkins.plugins.cleankill.engine.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildRemainsTest {

    private static final String HERE = "0123456789abcdef";
    private static final Origin ONE = new Origin(HERE, 1, "one#1");
    private static final Origin TWO = new Origin(HERE, 2, "two#2");
    private static final Origin ELSEWHERE = new Origin("fedcba9876543210", 1, "one#1");
    private static final Set<Long> UNTOUCHABLE = Set.of(1L, 5L);

    private final List<ProcessInfo> machine = new ArrayList<>();
    private final Map<Origin, Set<Long>> grouped = new HashMap<>();

    private void process(long pid, long parent, String name, ProcessState state, Map<String, String> variables) {
        machine.add(new ProcessInfo(new ProcessIdentity(pid, pid), parent, state, name, Environment.of(variables)));
    }

    private void process(long pid, long parent, String name, Origin origin, String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(Origin.VARIABLE, origin.text()));
        for (int at = 0; at < more.length; at += 2) {
            variables.put(more[at], more[at + 1]);
        }
        process(pid, parent, name, ProcessState.SLEEPING, variables);
    }

    private List<BuildRemains> remains() {
        return BuildRemains.of(new ProcessTable(machine, 0), new ProcessOrigins(grouped), HERE, UNTOUCHABLE);
    }

    private static List<Long> pids(BuildRemains remains) {
        return remains.processes().stream().map(ProcessInfo::pid).toList();
    }

    @Test
    void areSortedByBuild() {
        process(10, 1, "sleep", ONE);
        process(11, 10, "sleep", ONE);
        process(20, 1, "sleep", TWO);

        assertThat(remains()).extracting(BuildRemains::origin).containsExactly(ONE, TWO);
        assertThat(remains()).extracting(BuildRemainsTest::pids).containsExactly(List.of(10L, 11L), List.of(20L));
        assertThat(remains()).noneMatch(BuildRemains::entangled);
    }

    @Test
    void ofWhichAllIsMeantToLiveAreAmongAll() {
        process(10, 1, "sleep", ONE, "BUILD_ID", "dontKillMe");
        process(20, 1, "sleep", TWO);
        process(21, 1, "sleep", TWO, "BUILD_ID", "dontKillMe");

        List<BuildRemains> all =
                BuildRemains.all(new ProcessTable(machine, 0), new ProcessOrigins(Map.of()), HERE, UNTOUCHABLE);

        assertThat(all).extracting(BuildRemains::origin).containsExactly(ONE, TWO);
        assertThat(all).extracting(BuildRemainsTest::pids).containsExactly(List.of(), List.of(20L));
        assertThat(all)
                .extracting(each -> each.kept().stream().map(ProcessInfo::pid).toList())
                .containsExactly(List.of(10L), List.of(21L));
        assertThat(remains()).extracting(BuildRemains::origin).containsExactly(TWO);
    }

    @Test
    void areNoneOfStrangersOfTheDeadAndOfUs() {
        process(10, 1, "sleep", ELSEWHERE);
        process(11, 1, "sleep", ProcessState.SLEEPING, Map.of("CLEAN_KILL_COOKIE", "0".repeat(32)));
        process(12, 1, "sleep", ProcessState.SLEEPING, Map.of(Origin.VARIABLE, "nonsense"));
        process(13, 1, "sleep", ProcessState.ZOMBIE, Map.of(Origin.VARIABLE, ONE.text()));
        process(5, 1, "java", ONE);

        assertThat(remains()).isEmpty();
    }

    @Test
    void doNotIncludeWhatIsMeantToLiveNorItsDescendants() {
        process(10, 1, "sleep", ONE, "BUILD_ID", "dontKillMe");
        process(11, 10, "child", ONE);
        process(12, 1, "sleep", ONE, "JENKINS_NODE_COOKIE", "dontKillMe");
        process(13, 1, "adb", ONE, Origin.KEEP, "adb");
        process(14, 1, "rest", ONE);

        assertThat(remains()).singleElement().satisfies(build -> {
            assertThat(pids(build)).containsExactly(14L);
            assertThat(build.keep().globs()).containsExactly("adb");
        });
    }

    @Test
    void areFoundByTheirGroupWhereTheEnvironmentTellsNoBuild() {
        process(10, 1, "redis", ProcessState.SLEEPING, Map.of());
        process(11, 1, "neighbour", ProcessState.SLEEPING, Map.of());
        grouped.put(ONE, Set.of(10L, 99L));

        assertThat(remains()).singleElement().satisfies(build -> {
            assertThat(build.origin()).isEqualTo(ONE);
            assertThat(pids(build)).containsExactly(10L);
            assertThat(build.entangled()).isFalse();
        });
    }

    @Test
    void whoseGroupHasAProcessOfAnotherBuildInItAreEntangled() {
        process(10, 1, "redis", ProcessState.SLEEPING, Map.of());
        process(11, 1, "worker", ProcessState.SLEEPING, Map.of("JENKINS_NODE_COOKIE", "x"));
        grouped.put(ONE, Set.of(10L, 11L, 5L));

        assertThat(remains()).singleElement().satisfies(build -> {
            assertThat(pids(build)).containsExactly(10L);
            assertThat(build.entangled()).isTrue();
        });
    }

    @Test
    void thatTwoGroupsTellAreNobodys() {
        process(10, 1, "redis", ProcessState.SLEEPING, Map.of());
        grouped.put(ONE, Set.of(10L));
        grouped.put(TWO, Set.of(10L));

        assertThat(remains()).isEmpty();
    }

    @Test
    void ofABuildWhoseProcessHasAnotherBuildsChildAreEntangled() {
        process(10, 1, "daemon", ONE);
        process(11, 10, "plain", ProcessState.SLEEPING, Map.of());
        process(12, 11, "worker", TWO);

        assertThat(remains())
                .extracting(BuildRemains::origin, BuildRemains::entangled)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ONE, true),
                        org.assertj.core.groups.Tuple.tuple(TWO, false));
    }

    @Test
    void nameAWrapperOnlyWhenItsScriptIsGone() {
        String[] mark = {"JENKINS_SERVER_COOKIE", "please-do-not-kill-me"};
        process(10, 1, "sh", ONE, mark);
        process(11, 10, "sh", ONE);
        process(12, 1, "sh", TWO, mark);

        assertThat(remains()).extracting(BuildRemainsTest::pids).containsExactly(List.of(11L), List.of(12L));
    }
}
