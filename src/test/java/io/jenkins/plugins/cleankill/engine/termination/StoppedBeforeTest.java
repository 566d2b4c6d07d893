package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In a blink, a process that another one has stopped before: it needs no SIGSTOP, and shows the same. */
class StoppedBeforeTest extends FakeMachineTestBase {

    /** A job that was stopped by job control keeps the signal pending, and neither it nor its owner can end. */
    @Test
    void whatAnOwnerTellsGoesOnIfItWasStoppedBefore() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess tool = tool(tini).stopped();
        tini.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> tini.end());

        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("TERM to tini by us", "TERM to tool by tini");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
    }

    @Test
    void whatAnOwnerDoesNotTellStaysStoppedAsLongAsItIsLeftToIt() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(3)));
        child(owner, "job").stopped().whenContinued(job -> next(job));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to owner", "TERM to job");
        assertThat(sentAt("job", Signal.TERM)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(sentAt("job", Signal.CONT)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    /** An owner in another's blink gets its own blink, stopped or not. */
    @Test
    void anOwnerThatWasStoppedBeforeTellsItsChildByItself() throws IOException {
        FakeProcess outer = main("outer").catches(Signal.TERM, p -> {}).waitsIn("do_wait");
        FakeProcess inner = child(outer, "inner").stopped();
        FakeProcess tool = tool(inner);
        inner.catches(Signal.TERM, p -> p.signals(tool, Signal.TERM)).whenChildEnds(ended -> inner.end());
        outer.whenChildEnds(ended -> outer.end());

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to outer by us", "TERM to inner by us", "TERM to tool by inner");
    }
}
