package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stop in a process group of its own may be seen: by a shell with job control, or by the kernel. */
class ProcessGroupTest extends FakeMachineTestBase {

    private static final Duration BLINK = Duration.ofMillis(300);

    /** bash with set -m ends its "stopped" jobs by SIGTERM and SIGCONT when it exits. */
    @Test
    void theJobsOfAShellWithJobControlAreNotFrozen() throws IOException {
        FakeProcess shell = main("script").executable("/usr/bin/bash").catches(Signal.TERM, p -> p.endAfter(BLINK));
        FakeProcess job = tool(shell).ignores(Signal.INT).leadsGroup();
        shell.whenChildStops(child -> shell.signals(job, Signal.TERM));

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.signal() == Signal.STOP)
                .extracting(sent -> sent.name())
                .doesNotContain("tool");
        assertThat(machine.received()).containsOnlyOnce("TERM to tool by us");
    }

    /** Whether the group is told as a whole matters less. */
    @Test
    void norAreJobsInWhichAParentWouldDieOfTheSignal() throws IOException {
        FakeProcess shell = main("script").executable("/usr/bin/bash").catches(Signal.TERM, p -> p.endAfter(BLINK));
        tool(child(shell, "job").ignores(Signal.INT).leadsGroup());

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.at().compareTo(BLINK) < 0)
                .extracting(sent -> sent.signal())
                .doesNotContain(Signal.STOP);
    }

    /** The kernel would hang it up: see "orphaned process group" in setpgid(2). */
    @Test
    void aGroupThatItsOwnersEndWouldOrphanIsNotFrozen() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, FakeProcess::end);
        tool(owner).leadsGroup();

        terminate();

        assertThat(machine.allSent()).extracting(sent -> sent.signal()).doesNotContain(Signal.STOP);
        assertThat(machine.received()).containsExactly("TERM to owner by us", "TERM to tool by us");
    }

    /** Unfrozen, it shows no pending signal: what its owner has sent it is taken at once. */
    @Test
    void whatAnOwnerMayHaveToldWithItsGroupAsItEndedIsNotToldAgain() throws IOException {
        ownerTellsItsGroupAsItEnds();

        terminate();

        assertThat(machine.received()).containsExactly("TERM to owner by us", "TERM to tool by owner");
    }

    /** It would have ended of the signal. */
    @Test
    void whatLivesOnInSuchAGroupThoughItDoesNotHandleTheSignalWasNotTold() throws IOException {
        child(main("owner").catches(Signal.TERM, FakeProcess::end), "sleep").leadsGroup();

        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("TERM to owner by us", "TERM to sleep by us");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
    }

    /** It waits for its child: nothing shows that it was told and waits on. */
    @Test
    void whatDescendsFromSuchAGroupIsLeftToIt() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, p -> p.endAfter(Duration.ofMillis(300)));
        FakeProcess parent = child(owner, "parent").waitsIn("do_wait");
        FakeProcess inner = child(parent, "inner").leadsGroup().catches(Signal.TERM, FakeProcess::end);
        child(inner, "job").stopped();
        inner.waitsIn("do_wait").whenChildEnds(ended -> next(inner));

        terminate();

        assertThat(machine.alive()).doesNotContain("next");
        assertThat(sentAt("inner", Signal.TERM)).isGreaterThan(Duration.ofSeconds(7));
        assertThat(machine.sentSignals()).startsWith("TERM to owner", "TERM to inner");
    }

    /** Its parent is frozen, and not told yet: when that goes on, it must not find that its child has ended. */
    @Test
    void theChildOfOneThatIsInTheBlinkIsNotToldBeforeItIsDecidedAboutItsParent() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess parent = child(tini, "parent");
        PipeId pipe = machine.pipe();
        parent.writes(1, pipe);
        FakeProcess filter = child(parent, "filter").filters(pipe);
        FakeProcess worker = child(filter, "worker").waitsIn("do_wait").catches(Signal.TERM, FakeProcess::end);
        child(worker, "job").leadsGroup();
        List<String> next = new ArrayList<>();
        worker.whenChildEnds(ended -> next.add("after " + ended.name()));
        tini.catches(Signal.TERM, owner -> owner.signals(parent, Signal.TERM)).whenChildEnds(ended -> tini.end());

        terminate();

        assertThat(next).isEmpty();
        assertThat(machine.received())
                .containsExactlyInAnyOrder(
                        "TERM to tini by us", "TERM to parent by tini", "TERM to worker by us", "TERM to job by us");
    }

    @Test
    void atHalfOfTheWindowItIsTold() throws IOException {
        settings = with(Ladder.parse("TERM 8s"), Delivery.STRUCTURED);
        tool(main("owner").catches(Signal.TERM, FakeProcess::end)).leadsGroup();

        terminate();

        assertThat(sentAt("tool", Signal.TERM)).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4200));
    }

    /** tini -g: the group is hung up by the kernel if it is orphaned while it is stopped, so it is not frozen. */
    @Test
    void aGroupThatItsOwnerHasToldIsKnownByTheEndOfAParentInIt() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash").leadsGroup();
        FakeProcess tool = tool(shell);
        tini.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    owner.signals(tool, Signal.TERM);
                })
                .whenChildEnds(ended -> tini.end());

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to tini by us", "TERM to sh by tini", "TERM to tool by tini");
    }

    private void ownerTellsItsGroupAsItEnds() {
        FakeProcess owner = main("owner");
        FakeProcess tool = tool(owner).leadsGroup();
        owner.catches(Signal.TERM, p -> {
            p.signals(tool, Signal.TERM);
            p.end();
        });
    }
}
