package io.jenkins.plugins.cleankill.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PipeHolderFinderTest {

    @Test
    void daemonThatKeptTheOutputIsNamedAndNobodyElse() {
        OpenDescriptor output = new OpenDescriptor(1, "pipe:[7]", Access.WRITE);
        OpenDescriptor nothing = new OpenDescriptor(0, "/dev/null", Access.READ);
        OpenDescriptor kept = new OpenDescriptor(9, "pipe:[7]", Access.WRITE);
        Map<Long, List<OpenDescriptor>> open = Map.of(
                10L, List.of(nothing, output, new OpenDescriptor(3, "pipe:[8]", Access.READ)),
                11L, List.of(nothing, kept),
                12L, List.of(nothing, new OpenDescriptor(1, "pipe:[8]", Access.WRITE)));
        PipeHolderFinder finder = new PipeHolderFinder(pid -> open.getOrDefault(pid, List.of()));

        List<PipeHolder> holders = finder.holders(table(10, 11, 12, 13), 10);

        assertThat(holders).singleElement().satisfies(holder -> {
            assertThat(holder.process().pid()).isEqualTo(11);
            assertThat(holder.descriptors()).containsExactly(kept);
        });
    }

    private static ProcessTable table(long... pids) {
        return new ProcessTable(
                LongStream.of(pids)
                        .mapToObj(pid -> new ProcessInfo(
                                new ProcessIdentity(pid, 1), 1, ProcessState.SLEEPING, "p" + pid, Environment.NOT_READ))
                        .toList(),
                5);
    }
}
