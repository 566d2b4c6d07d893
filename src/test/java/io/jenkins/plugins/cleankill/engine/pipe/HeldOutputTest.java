package io.jenkins.plugins.cleankill.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldOutputTest {

    private static final Map<String, String> LAUNCH = Map.of("LAUNCH", "1");

    @Test
    void aDaemonThatKeptTheOutputHoldsIt() {
        ProcessInfo daemon = process(10, LAUNCH, writes(1, 7), writes(2, 7));

        assertThat(held(daemon, process(11, Map.of(), writes(1, 7))))
                .containsExactly(new HeldOutput(1, List.of(daemon)));
    }

    @Test
    void onlyTheLastOfAPipelineHoldsIt() {
        ProcessInfo tool = process(10, LAUNCH, writes(1, 8));
        ProcessInfo filter = process(11, LAUNCH, new PipeEnd(0, 8, Access.READ), writes(1, 7));

        assertThat(held(tool, filter)).containsExactly(new HeldOutput(1, List.of(filter)));
    }

    @Test
    void aStandardErrorOfItsOwnIsAnotherOutput() {
        ProcessInfo daemon = process(10, LAUNCH, writes(1, 7), writes(2, 9));

        assertThat(held(daemon)).extracting(HeldOutput::descriptor).containsExactly(1, 2);
    }

    @Test
    void whoeverWritesElsewhereHoldsNothing() {
        assertThat(held(process(10, LAUNCH), process(11, LAUNCH, writes(5, 7)))).isEmpty();
    }

    private static List<HeldOutput> held(ProcessInfo... processes) {
        return HeldOutput.in(new ProcessTable(List.of(processes), 5), LAUNCH);
    }

    private static PipeEnd writes(int descriptor, long pipe) {
        return new PipeEnd(descriptor, pipe, Access.WRITE);
    }

    private static ProcessInfo process(long pid, Map<String, String> environment, PipeEnd... pipes) {
        return new ProcessInfo(
                        new ProcessIdentity(pid, 1), 1, ProcessState.SLEEPING, "p" + pid, Environment.of(environment))
                .with(ProcessDetails.of("/bin/p", SignalSets.DEFAULT, List.of(pipes)));
    }
}
