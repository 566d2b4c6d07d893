package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;

/** The scenario that the contracts on evidence ask a machine for, on the fake. */
record FakeEvidenceScenario(FakeMachine machine, Scenario plain) implements EvidenceScenario {

    /** On a machine on which a test may send a signal again. */
    static EvidenceScenario begin() {
        FakeMachine machine = new FakeMachine();
        machine.allowRepeats();
        return new FakeEvidenceScenario(machine, new FakeMachineTest.FakeScenario(machine));
    }

    @Override
    public Pair sessionAndGroup() {
        FakeProcess session = start("session").leadsSession();
        return pair(session, machine.start(session, "group").leadsGroup());
    }

    @Override
    public Terminal terminal() {
        FakeProcess provider = start("script").providesTerminal(7, process -> {});
        FakeProcess user = machine.start(provider, "sh").leadsSession().terminal(7);
        return new Terminal(provider.identity(), user.identity(), 7);
    }

    @Override
    public Pair fifo() {
        PipeId fifo = machine.fifo();
        return pair(start("writer").writes(3, fifo), start("reader").reads(4, fifo, FakeProcess::end));
    }

    @Override
    public Pair unixConnection() {
        FakeProcess server = start("server").listens();
        FakeProcess client = start("client").connectsTo(server);
        server.hasUnreadFrom(client, 5);
        return pair(server, client);
    }

    @Override
    public Pair tcpConnection() {
        return unixConnection();
    }

    @Override
    public Pair inheritedInput() {
        FakeProcess parent = start("parent").opensFile(0, "/dev/null");
        return pair(parent, machine.start(parent, "child").inheritsFile(0, parent, 0));
    }

    @Override
    public Pair ownInput() {
        FakeProcess parent = start("parent").opensFile(0, "/dev/null");
        return pair(parent, machine.start(parent, "child").opensFile(0, "/dev/null"));
    }

    @Override
    public Pair parentAndChild() {
        FakeProcess parent = start("parent").waitsIn("do_wait");
        return pair(parent, machine.start(parent, "child"));
    }

    @Override
    public ProcessIdentity awaitsTerm() {
        return start("awaits").awaits(Signal.TERM, FakeProcess::end).identity();
    }

    @Override
    public Pair unreadPipe() {
        PipeId pipe = machine.pipe();
        FakeProcess writer = start("writer").writes(1, pipe).catches(Signal.USR1, process -> process.says(1, "more"));
        FakeProcess reader = start("reader").reads(0, pipe, process -> {}).readsNothing();
        writer.says(1, "hello");
        return pair(writer, reader);
    }

    @Override
    public Pair unreadSockets() {
        FakeProcess reader = start("reader").readsNothing();
        FakeProcess writer = machine.start(reader, "writer")
                .isHeardBySocket(1, reader)
                .catches(Signal.USR1, process -> process.says(1, "more"));
        writer.says(1, "hello");
        return pair(writer, reader);
    }

    private FakeProcess start(String name) {
        return machine.start(FakeMachine.AGENT, name);
    }

    private static Pair pair(FakeProcess first, FakeProcess second) {
        return new Pair(first.identity(), second.identity());
    }
}
