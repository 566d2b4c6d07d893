package io.jenkins.plugins.cleankill.engine.termination;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody reads who waits, and when. */
class ProgressTest {

    private static final Cookie COOKIE = Cookie.random();

    private final FakeMachine machine = new FakeMachine();
    private final List<String> lines = new ArrayList<>();
    private final List<Duration> moments = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"TERM 4s, 0", "TERM 7s, 0", "TERM 15s, 2", "TERM 60s, 11", "TERM 10m, 19", "'INT 12s, TERM 12s', 2"})
    void theWaitIsAnnouncedAtOnceAndThenToldAtSensibleDistances(String ladder, int progress) throws IOException {
        main("stubborn").ignores(Signal.TERM).catches(Signal.INT, stubborn -> {});

        terminate(ladder);

        assertThat(moments.get(0)).isLessThan(Duration.ofMillis(100));
        assertThat(lines.get(0))
                .startsWith("[clean-kill] Aborted by alice: SIG")
                .contains("; waiting up to ");
        assertThat(lines)
                .filteredOn(line -> line.contains("waiting for stubborn"))
                .hasSize(progress);
        assertThat(lines).noneMatch(line -> line.endsWith(" 0 s left"));
        assertNeverTwiceInFiveSeconds();
    }

    @Test
    void aLoopOfShortCommandsIsALineOrTwo() throws IOException {
        FakeProcess script = main("script").ignores(Signal.TERM);
        script.whenChildEnds(ended -> startNext(script));
        startNext(script);

        terminate("TERM 60s");

        assertThat(lines)
                .contains("[clean-kill] script (101) went on after SIGTERM: its next command, sleep, slipped through"
                        + " and got SIGTERM at once")
                .filteredOn(line -> line.contains(" more commands were started after SIGTERM and got it at once"))
                .hasSize(1);
        assertThat(lines).hasSizeLessThan(20);
        assertThat(lines.get(3)).startsWith("[clean-kill] waiting for script (101), ");
    }

    @Test
    void whoIsOnlyHeldIsNotToBlame() throws IOException {
        FakeProcess script = main("script");
        child(script, "tool").catches(Signal.TERM, tool -> {});

        terminate("TERM 15s");

        assertThat(lines).contains("[clean-kill] waiting for tool (102), 10 s left");
    }

    /** A new rung, or an end, is a change; but for these there are five seconds between lines. */
    private void assertNeverTwiceInFiveSeconds() {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).contains("waiting for ")) {
                assertThat(moments.get(i).minus(moments.get(i - 1)))
                        .as(lines.get(i))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            }
        }
    }

    /** The signal ends it, and the loop goes on. */
    private void startNext(FakeProcess script) {
        machine.after(Duration.ofMillis(20), () -> {
            if (script.isAlive() && !script.isStopped()) {
                child(script, "sleep").endAfter(Duration.ofMillis(100));
            }
        });
    }

    private FakeProcess main(String name) {
        return machine.start(AGENT, name).environment(COOKIE.asVariables());
    }

    private FakeProcess child(FakeProcess parent, String name) {
        return machine.start(parent, name).environment(COOKIE.asVariables());
    }

    private void terminate(String ladder) throws IOException {
        Settings settings =
                new Settings(Ladder.parse(ladder), Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
        LogLines log = new LogLines("Aborted by alice", settings.ladder(), line -> {
            lines.add(line);
            moments.add(machine.elapsed());
        });
        Duration begin = machine.elapsed();
        new Terminator(
                        machine,
                        Scope.of(COOKIE),
                        settings,
                        new KeepRules(Scope.of(COOKIE).keepMarkers(), settings.keep(), Veto.NONE),
                        log,
                        Workplace.NONE)
                .run();
        moments.replaceAll(moment -> moment.minus(begin));
    }
}
