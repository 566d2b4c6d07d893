package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Given this machine, when the build is aborted, then this happened: what such tests have in common. */
abstract class FakeMachineTestBase {

    static final Cookie COOKIE = Cookie.random();
    static final Duration TOOL_NEEDS = Duration.ofMillis(1200);

    final FakeMachine machine = new FakeMachine();
    private final FakeProcess neighbour =
            machine.startNeighbour("neighbour").environment(Cookie.random().asVariables());
    final List<TerminationEvent> events = new ArrayList<>();
    Settings settings = Settings.DEFAULT;
    Veto veto = Veto.NONE;
    Scope scope = Scope.of(COOKIE);
    Workplace workplace = Workplace.NONE;

    @AfterEach
    void nothingIsHeldAndTheNeighbourLives() {
        assertThat(machine.held()).isEmpty();
        assertThat(neighbour.isAlive()).isTrue();
    }

    FakeProcess main(String name) {
        return machine.start(AGENT, name).environment(COOKIE.asVariables());
    }

    FakeProcess child(FakeProcess parent, String name) {
        return machine.start(parent, name).environment(COOKIE.asVariables());
    }

    FakeProcess tool(FakeProcess parent) {
        return child(parent, "tool").catches(Signal.TERM, tool -> tool.endAfter(TOOL_NEEDS));
    }

    FakeProcess next(FakeProcess parent) {
        return child(parent, "next");
    }

    static Settings with(Ladder ladder, Delivery delivery) {
        return new Settings(ladder, delivery, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
    }

    Terminator terminator() {
        return new Terminator(
                machine,
                scope,
                settings,
                new KeepRules(scope.keepMarkers(), settings.keep(), veto),
                events::add,
                workplace);
    }

    Outcome terminate() throws IOException {
        Outcome outcome = terminator().run();
        if (outcome.count(Ending.KEPT) == 0 && outcome.count(Ending.LEFT) == 0) {
            assertThat(machine.alive()).doesNotContain("script", "tool", "next");
        }
        return outcome;
    }

    /** When the process was first sent the signal. */
    Duration sentAt(String name, Signal signal) {
        return machine.allSent().stream()
                .filter(sent -> sent.name().equals(name) && sent.signal() == signal)
                .findFirst()
                .orElseThrow(() -> new AssertionError(signal + " was not sent to " + name + ": " + machine.allSent()))
                .at();
    }
}
