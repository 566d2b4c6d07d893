package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command on another machine hears nothing of the end of its ssh, unless it has a terminal there. */
class SshClientsTest extends FakeMachineTestBase {

    @Test
    void oneIsNamedAfterTheAnnouncement() throws IOException {
        FakeProcess script = main("script");
        child(script, "ssh").arguments("ssh", "host", "make deploy");

        terminate();

        assertThat(events.get(0)).isInstanceOf(TerminationEvent.RungBegun.class);
        assertThat(events)
                .filteredOn(TerminationEvent.Remark.class::isInstance)
                .singleElement()
                .asString()
                .containsPattern(
                        "ssh \\(\\d+\\) has no terminal on the other machine: the command there gets no signal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh host make",
                "ssh host",
                "ssh -t host make",
                "ssh -i /key -p 22 host sleep -tt",
                "ssh -qo BatchMode=yes user@host make",
                "ssh host -v make",
                "ssh -lroot -itt host make"
            })
    void hasNoTerminal(String words) {
        assertThat(SshClients.runsACommandWithoutTerminal(List.of(words.split(" "))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh -tt host make",
                "ssh -t -t host make",
                "ssh host -tt make",
                "ssh -qtt host make",
                "ssh -o RequestTTY=force host make",
                "ssh -orequesttty=force host make",
                "ssh -N -L 1:host:1 host",
                "ssh -fN host",
                "ssh -W host:22 jump",
                "ssh -s host sftp",
                "ssh -O exit host",
                "ssh",
                "ssh -V"
            })
    void hasOneOrRunsNoCommand(String words) {
        assertThat(SshClients.runsACommandWithoutTerminal(List.of(words.split(" "))))
                .isFalse();
    }
}
