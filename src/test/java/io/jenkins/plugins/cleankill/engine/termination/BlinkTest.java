package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An owner gets the signal while its descendants are frozen: so it is seen whether it passes the signal on. */
class BlinkTest extends FakeMachineTestBase {

    @Test
    void whatAnOwnerTellsGetsNoSecondSignal() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess tool = tool(tini);
        tini.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> tini.end());

        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("TERM to tini by us", "TERM to tool by tini");
        assertThat(outcome.took()).isBetween(TOOL_NEEDS, TOOL_NEEDS.plusMillis(100));
        assertThat(outcome.remarks()).containsExactly("tini (" + tini.identity().pid() + ") passes SIGTERM on");
    }

    @Test
    void anOwnerThatSendsAnotherSignalIsNotSaidToPassTheRungsOn() throws IOException {
        FakeProcess postgres = main("postgres");
        FakeProcess worker = tool(postgres);
        postgres.catches(Signal.INT, owner -> owner.signals(worker, Signal.TERM))
                .whenChildEnds(ended -> postgres.end());

        settings = with(Ladder.parse("INT 15s"), Delivery.STRUCTURED);
        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("INT to postgres by us", "TERM to tool by postgres");
        assertThat(outcome.remarks())
                .containsExactly("postgres (" + postgres.identity().pid() + ") sends its descendants another signal");
    }

    /** Frozen in the blink of an owner above, it would stay frozen if it were left to the one below. */
    @Test
    void aGroupOfItsOwnThatIsFrozenAlreadyIsWatchedInTheNextBlinkToo() throws IOException {
        FakeProcess outer = main("outer").catches(Signal.TERM, p -> {}).waitsIn("do_wait");
        FakeProcess inner = child(outer, "inner").leadsSession();
        FakeProcess tool = tool(inner).leadsGroup();
        inner.catches(Signal.TERM, p -> p.signals(tool, Signal.TERM)).whenChildEnds(ended -> inner.end());
        outer.whenChildEnds(ended -> outer.end());

        Outcome outcome = terminate();

        assertThat(machine.received())
                .containsExactly("TERM to outer by us", "TERM to inner by us", "TERM to tool by inner");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusSeconds(1));
    }

    @Test
    void aParentThatWasToldAndWouldDieStaysFrozenUntilItsChildrenHaveEnded() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell);
        shell.whenChildEnds(ended -> next(shell));
        tini.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    owner.signals(tool, Signal.TERM);
                })
                .whenChildEnds(ended -> tini.end());

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to tini by us", "TERM to sh by tini", "TERM to tool by tini");
    }

    /** GNU parallel does so when it is told to begin no further jobs. */
    @Test
    void whatAnOwnerMerelyContinuesWasNotTold() throws IOException {
        FakeProcess parallel = main("parallel");
        FakeProcess job = child(parallel, "job");
        parallel.catches(Signal.TERM, owner -> owner.signals(job, Signal.CONT)).whenChildEnds(ended -> parallel.end());
        job.endAfter(Duration.ofSeconds(1));

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to parallel");
        assertThat(outcome.remarks()).isEmpty();
    }

    /** GNU timeout sends SIGCONT after the signal. */
    @Test
    void whatIsContinuedInTheBlinkWasTold() throws IOException {
        FakeProcess timeout = main("timeout");
        FakeProcess tool = tool(timeout);
        timeout.catches(Signal.TERM, owner -> {
                    owner.signals(tool, Signal.TERM);
                    owner.signals(tool, Signal.CONT);
                })
                .whenChildEnds(ended -> timeout.end());

        terminate();

        assertThat(machine.received())
                .filteredOn(line -> line.startsWith("TERM"))
                .containsExactly("TERM to timeout by us", "TERM to tool by timeout");
    }

    /** su and sudo stop themselves when their child is stopped, and swallow what comes meanwhile. */
    @Test
    void theOwnerIsFrozenBeforeItsDescendants() throws IOException {
        FakeProcess su = main("su");
        FakeProcess tool = tool(su);
        su.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> su.end());

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.signal() == Signal.STOP)
                .extracting(sent -> sent.name())
                .containsExactly("su", "tool");
    }

    /** On a busy machine a signal may take longer than that to stop a process. */
    @Test
    void anOwnerThatIsSlowToStopIsFrozenBeforeItsDescendants() throws IOException {
        Duration latency = Duration.ofMillis(100);
        FakeProcess su = main("su").waitsForTheProcessor(latency, Duration.ZERO);
        FakeProcess tool = tool(su);
        su.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> su.end());

        terminate();

        List<Duration> stops = machine.allSent().stream()
                .filter(sent -> sent.signal() == Signal.STOP)
                .map(sent -> sent.at())
                .toList();
        assertThat(stops).hasSize(2);
        assertThat(stops.get(1).minus(stops.get(0))).isGreaterThanOrEqualTo(latency);
        assertThat(machine.received()).containsExactly("TERM to su by us", "TERM to tool by su");
    }

    @Test
    void theBlinkIsNotOverBeforeTheOwnerHasTakenItsSignal() throws IOException {
        FakeProcess tini = main("tini").waitsForTheProcessor(Duration.ZERO, Duration.ofMillis(600));
        FakeProcess tool = tool(tini);
        tini.catches(Signal.TERM, owner -> owner.signals(tool, Signal.TERM)).whenChildEnds(ended -> tini.end());

        Outcome outcome = terminate();

        assertThat(outcome.remarks()).containsExactly("tini (" + tini.identity().pid() + ") passes SIGTERM on");
    }

    /** What blocks a signal may never take it. */
    @Test
    void anOwnerThatNeverTakesItsSignalDoesNotProlongTheBlink() throws IOException {
        FakeProcess deaf = main("deaf").blocks(Signal.TERM);
        deaf.endAfter(Duration.ofSeconds(3));
        child(deaf, "worker").endAfter(Duration.ofSeconds(2));

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.name().equals("worker") && sent.signal() == Signal.CONT)
                .singleElement()
                .satisfies(sent -> assertThat(sent.at()).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void aProcessThatSitsInSigwaitIsAnOwner() throws IOException {
        FakeProcess supervisor = main("supervisor");
        FakeProcess tool = tool(supervisor);
        supervisor
                .awaits(Signal.TERM, owner -> owner.signals(tool, Signal.TERM))
                .whenChildEnds(ended -> supervisor.end());

        terminate();

        assertThat(machine.received()).containsExactly("TERM to supervisor by us", "TERM to tool by supervisor");
    }

    @Test
    void whatWasToldAndContinuedIsNotToldAgainWhenItsOwnerHasEnded() throws IOException {
        FakeProcess timeout = main("timeout");
        FakeProcess tool = child(timeout, "tool").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(3)));
        timeout.catches(Signal.TERM, owner -> {
            owner.signals(tool, Signal.TERM);
            owner.signals(tool, Signal.CONT);
            owner.endAfter(Duration.ofSeconds(1));
        });

        terminate();

        assertThat(machine.received())
                .filteredOn(line -> line.startsWith("TERM"))
                .containsExactly("TERM to timeout by us", "TERM to tool by timeout");
    }

    @Test
    void theToldParentOutlivesItsChildSoThatTheOwnerDoesNotTakeItsEndForTheEndOfAll() throws IOException {
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell);
        tini.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    owner.signals(tool, Signal.TERM);
                })
                .whenChildEnds(ended -> assertThat(tool.isAlive()).isFalse())
                .endAfter(Duration.ofSeconds(2));

        Outcome outcome = terminate();

        assertThat(outcome.took()).isEqualTo(Duration.ofSeconds(2));
    }

    /** Else the end of the window would be the first that it gets. */
    @Test
    void inTheLastSecondAToldParentWhoseChildLivesOnIsContinued() throws IOException {
        settings = with(Ladder.parse("TERM 20s"), Delivery.STRUCTURED);
        FakeProcess tini = main("tini");
        FakeProcess shell = child(tini, "sh").executable("/usr/bin/dash");
        child(shell, "deaf").catches(Signal.TERM, p -> {});
        tini.catches(Signal.TERM, owner -> owner.signals(shell, Signal.TERM)).whenChildEnds(ended -> tini.end());

        Outcome outcome = terminate();

        assertThat(sentAt("sh", Signal.CONT)).isBetween(Duration.ofSeconds(19), Duration.ofMillis(19_500));
        assertThat(outcome.count(Outcome.Ending.KILLED)).isEqualTo(1);
    }

    /** nodemon tells the shell, lists the tree by ps(1), and tells what descends from the shell. */
    @Test
    void whatDescendsFromAToldParentIsNotToldWhileTheOwnerMayTellIt() throws IOException {
        FakeProcess nodemon = main("nodemon");
        FakeProcess shell = child(nodemon, "sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell);
        nodemon.catches(Signal.TERM, owner -> {
                    owner.signals(shell, Signal.TERM);
                    machine.after(
                            Duration.ofMillis(20), () -> child(owner, "ps").endAfter(Duration.ofMillis(200)));
                    machine.after(Duration.ofMillis(250), () -> owner.signals(tool, Signal.TERM));
                })
                .endAfter(Duration.ofSeconds(2));

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to nodemon by us", "TERM to sh by nodemon", "TERM to tool by nodemon");
    }

    /** It takes its time before it tells the shell, and lists the tree by itself. */
    @Test
    void whatDescendsFromAToldParentIsLeftAMomentFromThen() throws IOException {
        FakeProcess runner = main("runner");
        FakeProcess shell = child(runner, "sh").executable("/usr/bin/dash");
        FakeProcess tool = tool(shell);
        runner.catches(Signal.TERM, owner -> {
                    machine.after(Duration.ofMillis(150), () -> owner.signals(shell, Signal.TERM));
                    machine.after(Duration.ofMillis(200), () -> owner.signals(tool, Signal.TERM));
                })
                .endAfter(Duration.ofSeconds(2));

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to runner by us", "TERM to sh by runner", "TERM to tool by runner");
    }

    /** npm tells the shell alone. */
    @Test
    void itIsToldWhenTheOwnerHasHadItsTime() throws IOException {
        FakeProcess npm = main("npm");
        FakeProcess shell = child(npm, "sh").executable("/usr/bin/dash");
        tool(shell);
        npm.catches(Signal.TERM, owner -> owner.signals(shell, Signal.TERM)).whenChildEnds(ended -> npm.end());

        Outcome outcome = terminate();

        assertThat(machine.received()).containsExactly("TERM to npm by us", "TERM to sh by npm", "TERM to tool by us");
        assertThat(outcome.took()).isLessThan(TOOL_NEEDS.plusMillis(200));
    }

    @Test
    void whatOthersHaveStoppedIsNotContinuedByTheEndOfTheBlink() throws IOException {
        FakeProcess owner = main("owner").catches(Signal.TERM, p -> p.endAfter(Duration.ofSeconds(2)));
        tool(owner).stopped();

        terminate();

        assertThat(sentAt("tool", Signal.CONT)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsStoppedGoesOnWithItsSignalOnce() throws IOException {
        FakeProcess editor = main("editor").stopped();
        editor.catches(Signal.TERM, p -> {
            p.signals(p, Signal.STOP);
            p.endAfter(Duration.ofSeconds(2));
        });

        terminate();

        assertThat(sentAt("editor", Signal.CONT)).isEqualTo(sentAt("editor", Signal.TERM));
        assertThat(machine.allSent())
                .filteredOn(sent -> sent.signal() == Signal.CONT && sent.at().compareTo(Duration.ofSeconds(14)) < 0)
                .hasSizeLessThanOrEqualTo(2);
    }

    /** cpulimit continues what it limits, and ends: a process that had got the signal would not live. */
    @Test
    void whatAnOwnerContinuesAsItEndsWasNotTold() throws IOException {
        FakeProcess cpulimit = main("cpulimit");
        FakeProcess shell = child(cpulimit, "sh").executable("/usr/bin/dash");
        tool(shell);
        shell.whenChildEnds(ended -> {
            if (ended.name().equals("tool")) {
                next(shell);
            }
        });
        cpulimit.catches(Signal.TERM, owner -> {
            owner.signals(shell, Signal.CONT);
            owner.end();
        });

        terminate();

        assertThat(machine.received())
                .containsExactly("TERM to cpulimit by us", "TERM to tool by us", "TERM to sh by us");
    }
}
