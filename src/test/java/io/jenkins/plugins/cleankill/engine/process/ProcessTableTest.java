package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    private static ProcessInfo process(long pid, long parent) {
        return new ProcessInfo(
                new ProcessIdentity(pid, pid * 10), parent, ProcessState.SLEEPING, "p" + pid, Environment.NOT_READ);
    }

    private static ProcessTable table(ProcessInfo... processes) {
        return new ProcessTable(List.of(processes), 0);
    }

    private static Stream<Long> pids(List<ProcessInfo> processes) {
        return processes.stream().map(ProcessInfo::pid);
    }

    @Test
    void parentsComeBeforeTheirChildren() {
        ProcessInfo root = process(10, 1);
        ProcessTable table = table(process(30, 20), process(20, 10), root, process(21, 10), process(5, 1));

        assertThat(pids(table.descendants(root))).containsExactly(20L, 21L, 30L);
        assertThat(table.ancestors(30)).containsExactlyInAnyOrder(20L, 10L, 1L);
    }

    @Test
    void aLoopOfReusedPidsEnds() {
        ProcessInfo first = process(10, 11);
        ProcessTable table = table(first, process(11, 10));

        assertThat(pids(table.descendants(first))).containsExactly(11L);
        assertThat(table.ancestors(10)).containsExactlyInAnyOrder(10L, 11L);
    }

    @Test
    void aReusedPidIsNotFound() {
        ProcessTable table = table(process(10, 1));

        assertThat(table.find(new ProcessIdentity(10, 100))).isPresent();
        assertThat(table.find(new ProcessIdentity(10, 99))).isEmpty();
        assertThat(table.isAlive(new ProcessIdentity(10, 99))).isFalse();
    }

    @Test
    void aZombieIsThereAndDead() {
        ProcessIdentity zombie = new ProcessIdentity(10, 100);
        ProcessTable table = table(new ProcessInfo(zombie, 1, ProcessState.ZOMBIE, "z", Environment.NOT_READ));

        assertThat(table.find(zombie)).isPresent();
        assertThat(table.isAlive(zombie)).isFalse();
    }
}
