package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others need for their clean-up outlives them. */
class ServiceTest extends FakeMachineTestBase {

    @Test
    void aBackgroundChildOfAShellOutlivesItsForegroundChild() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "Xvfb").ignores(Signal.INT).ignores(Signal.QUIT);
        tool(script);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to Xvfb", "TERM to script");
    }

    /** node catches every signal and ends at once, and leaves its tests behind: they need the server as well. */
    @Test
    void itOutlivesWhatItsForegroundChildHasLeft() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "redis-server").ignores(Signal.INT).ignores(Signal.QUIT);
        tool(child(script, "node").catches(Signal.TERM, FakeProcess::end));

        terminate();

        assertThat(machine.sentSignals())
                .containsExactly("TERM to node", "TERM to tool", "TERM to redis-server", "TERM to script");
    }

    /** In a Pipeline everything that `sh` starts ignores SIGINT: there the input tells. */
    @Test
    void wherePrivateNullInputTellsTheBackgroundIgnoredSignalsDoNot() throws IOException {
        FakeProcess wrapper =
                machine.startNeighbour("wrapper").ignores(Signal.INT).opensFile(0, "/dev/null");
        FakeProcess script = inPipeline(machine.start(wrapper, "script")).executable("/usr/bin/dash");
        script.environment(COOKIE.asVariables()).inheritsFile(0, wrapper, 0);
        inPipeline(child(script, "Xvfb")).opensFile(0, "/dev/null");
        inPipeline(tool(script)).inheritsFile(0, script, 0);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to Xvfb", "TERM to script");
    }

    private static FakeProcess inPipeline(FakeProcess process) {
        return process.ignores(Signal.INT).ignores(Signal.QUIT);
    }

    @Test
    void aServerOutlivesAClientThatDoesNotListen() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        FakeProcess server = child(script, "redis-server")
                .catches(Signal.TERM, FakeProcess::end)
                .listens();
        FakeProcess python = child(script, "python").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));
        python.connectsTo(server);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to python", "TERM to redis-server", "TERM to script");
        assertThat(outcome.remarks())
                .containsExactly("redis-server (" + server.identity().pid() + ") serves python ("
                        + python.identity().pid() + "): SIGTERM after it");
    }

    @Test
    void aDaemonThatListensOutlivesTheBuildsMainProcess() throws IOException {
        assertOutlivesTheMainProcess(daemon("redis-server").listens());
    }

    /** faked, of fakeroot: a message queue is no descriptor. */
    @Test
    void soDoesADaemonThatReceivesFromAMessageQueue() throws IOException {
        assertOutlivesTheMainProcess(daemon("faked").waitsIn("do_msgrcv"));
    }

    /** While it answers it does not wait for the next message. */
    @Test
    void aDaemonThatAnswersAMessageIsADaemonStill() throws IOException {
        FakeProcess script = main("script");
        FakeProcess daemon = daemonOf("faked").waitsIn("do_msgrcv");
        child(script, "perl").catches(Signal.TERM, perl -> {
            daemon.waitsIn();
            perl.endAfter(TOOL_NEEDS);
        });

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to perl", "TERM to script", "TERM to faked");
    }

    private FakeProcess daemon(String name) {
        tool(main("script"));
        return daemonOf(name);
    }

    private FakeProcess daemonOf(String name) {
        return machine.start(FakeMachine.AGENT, name)
                .environment(COOKIE.asVariables())
                .leadsSession();
    }

    private void assertOutlivesTheMainProcess(FakeProcess daemon) throws IOException {
        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script", "TERM to " + daemon.name());
        assertThat(outcome.remarks()).anyMatch(remark -> remark.startsWith(daemon + " serves script"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMainProcessThatListensIsNoDaemonWhereverTheLeaderOfItsSessionIs(boolean outside) throws IOException {
        if (outside) {
            machine.leadersAreOutside();
        }
        tool(main("script"));
        main("server").listens();

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to server", "TERM to script");
    }

    @Test
    void aListeningChildOfARunnerOutlivesItsSiblings() throws IOException {
        FakeProcess runner = main("runner");
        child(runner, "server").listens();
        tool(runner);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to server", "TERM to runner");
    }

    @Test
    void aServiceIsToldAtHalfOfTheWindowAtTheLatest() throws IOException {
        settings = with(Ladder.parse("TERM 4s"), Delivery.STRUCTURED);
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "Xvfb").ignores(Signal.INT).ignores(Signal.QUIT);
        child(script, "stubborn").catches(Signal.TERM, p -> {});

        terminate();

        assertThat(machine.allSent())
                .filteredOn(sent -> sent.name().equals("Xvfb"))
                .first()
                .satisfies(sent -> assertThat(sent.at()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2100)));
    }

    /** It has no member above it, and is no daemon: what is beside it has nothing to do with it. */
    @Test
    void theBuildsMainProcessServesNoSibling() throws IOException {
        main("server").listens();
        main("stubborn").catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to server", "TERM to stubborn");
        assertThat(sentAt("server", Signal.TERM)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void aClientServesNotItsServer() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        FakeProcess client = child(script, "client").ignores(Signal.INT).ignores(Signal.QUIT);
        FakeProcess server = child(script, "server").listens();
        client.connectsTo(server);

        Outcome outcome = terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to client", "TERM to server", "TERM to script");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aStoppedProcessServesNone() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        child(script, "Xvfb").ignores(Signal.INT).ignores(Signal.QUIT).stopped();
        tool(script);

        terminate();

        assertThat(sentAt("Xvfb", Signal.TERM)).isLessThan(Duration.ofMillis(100));
    }

    /** {@code coproc}: it is not marked, but it is older. */
    @Test
    void theYoungestChildIsInTheForeground() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/bash");
        child(script, "coprocess");
        machine.passTime(Duration.ofSeconds(1));
        tool(script);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to coprocess", "TERM to script");
    }

    @Test
    void allOfAPipelineIsInTheForeground() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/bash");
        var pipe = machine.pipe();
        tool(script).writes(1, pipe);
        machine.passTime(Duration.ofSeconds(1));
        child(script, "two").reads(3, pipe, end -> {}).catches(Signal.TERM, p -> p.endAfter(TOOL_NEEDS));

        terminate();

        assertThat(sentAt("tool", Signal.TERM)).isEqualTo(sentAt("two", Signal.TERM));
    }

    /** On a busy machine a shell forks the next command of a pipeline much later: what one of them writes is read by none. */
    @Test
    void soIsAPipelineWhoseCommandsShareNoPipeAnyMoreHoweverSlowlyItWasStarted() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        tool(script).writes(1, machine.pipe());
        machine.passTime(Duration.ofSeconds(1));
        child(script, "last");

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to last", "TERM to script");
    }

    /** A file is written in place of the pipe: the next command sees the end-of-file, and works on. */
    @Test
    void soIsAPipelineWhoseLastCommandReadsFromNone() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        tool(script);
        machine.passTime(Duration.ofSeconds(1));
        child(script, "last").reads(0, machine.pipe(), end -> {});

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to last", "TERM to script");
    }

    /** {@code exec > >(tee log)}: it waits for the shell, not the other way round. */
    @Test
    void whatReadsItsShellsOutputIsNotInTheForeground() throws IOException {
        var pipe = machine.pipe();
        FakeProcess script = main("script").executable("/usr/bin/bash").writes(1, pipe);
        tool(script);
        machine.passTime(Duration.ofSeconds(1));
        child(script, "tee").filters(pipe);

        terminate();

        assertThat(sentAt("tool", Signal.TERM)).isLessThan(Duration.ofMillis(1100));
    }

    /** Its trap may need them. */
    @Test
    void aShellWithATrapWaitsForItsForegroundChildrenAlone() throws IOException {
        FakeProcess script = main("script").executable("/usr/bin/dash");
        script.catches(Signal.TERM, trap -> trap.endAfter(Duration.ofMillis(500)));
        child(script, "Xvfb").ignores(Signal.INT).ignores(Signal.QUIT);
        tool(script);

        terminate();

        assertThat(machine.sentSignals()).containsExactly("TERM to tool", "TERM to script", "TERM to Xvfb");
    }
}
