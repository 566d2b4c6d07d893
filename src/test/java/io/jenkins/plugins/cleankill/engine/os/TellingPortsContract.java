package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener.WithheldPipe;
import io.jenkins.plugins.cleankill.engine.os.Scenario.Pipeline;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the ports promise besides where the system tells of dispositions and pipes: on Linux. */
public abstract class TellingPortsContract extends PortsContract {

    @Test
    void detailsTellWhatItDoesWithASignal() throws IOException {
        assertThat(disposition(scenario.sleeper(cookie))).isEqualTo(Disposition.DEFAULT);
        assertThat(disposition(scenario.ignores(Signal.TERM))).isEqualTo(Disposition.IGNORED);
        assertThat(disposition(scenario.catches(Signal.TERM))).isEqualTo(Disposition.CAUGHT);
        assertThat(disposition(scenario.blocks(Signal.TERM))).isEqualTo(Disposition.BLOCKED);
    }

    @Test
    void bothEndsOfAPipeHaveOneNumberAndEachItsAccess() throws IOException {
        Pipeline pipeline = scenario.pipeline();

        PipeEnd output = end(pipeline.writer(), 1);
        PipeEnd input = end(pipeline.filter(), 0);
        assertThat(output.pipe()).isEqualTo(input.pipe());
        assertThat(output.access()).isEqualTo(Access.WRITE);
        assertThat(input.access()).isEqualTo(Access.READ);
    }

    @Test
    void whileItIsWithheldAFilterSeesNoEndOfFile() throws IOException {
        Pipeline pipeline = scenario.pipeline();
        try (WithheldPipe pipe = system.pipes().withhold(pipeline.filter(), 0).orElseThrow()) {
            system.signals().send(pipeline.writer(), Signal.TERM);
            awaitEnd(pipeline.writer());

            assertThat(waiter.await(Set.of(pipeline.filter()), SHORT)).isEmpty();
            assertThat(pipe.unread()).isZero();
        }
        awaitEnd(pipeline.filter());
    }

    @Test
    void whatIsNoPipeCanNotBeWithheld() throws IOException {
        Pipeline pipeline = scenario.pipeline();

        assertThat(system.pipes().withhold(pipeline.filter(), 77)).isEmpty();
        assertThat(system.pipes().withhold(pipeline.writer(), 1)).isEmpty();
    }

    private Disposition disposition(ProcessIdentity process) {
        return system.processes().details(process).orElseThrow().signals().of(Signal.TERM);
    }

    private PipeEnd end(ProcessIdentity process, int descriptor) {
        return system.processes().details(process).orElseThrow().pipes().stream()
                .filter(end -> end.descriptor() == descriptor)
                .findFirst()
                .orElseThrow();
    }
}
