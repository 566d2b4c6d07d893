package io.jenkins.plugins.cleankill.engine.report;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Kept;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.KillNow;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Killed;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Over;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Remark;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.RungBegun;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.StillWaiting;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Survived;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static final ProcessName TERRAFORM = new ProcessName(4711, "terraform");
    private static final ProcessName SLEEP = new ProcessName(4802, "sleep");

    @Test
    void tellsAnAbort() {
        assertThat(lines(
                        "Aborted by alice",
                        new RungBegun(1, Signal.INT, List.of(TERRAFORM), List.of(), 4, ofSeconds(15)),
                        new StillWaiting(List.of(TERRAFORM), ofMillis(8_960)),
                        new RungBegun(2, Signal.TERM, List.of(SLEEP), List.of(TERRAFORM), 1, ofSeconds(5)),
                        new Killed(SLEEP, "ignores SIGTERM", ofMillis(15_004)),
                        new Over(ofMillis(15_112), 3, 1, 0, 0)))
                .containsExactly(
                        "[clean-kill] Aborted by alice: SIGINT to terraform (4711); waiting up to 15 s for 4 processes,"
                                + " then SIGTERM (abort again to kill them now)",
                        "[clean-kill] waiting for terraform (4711), 9 s left",
                        "[clean-kill] SIGTERM to sleep (4802), then terraform (4711); waiting up to 5 s for 1 process",
                        "[clean-kill] sleep (4802) ignores SIGTERM; killed after 15.0 s",
                        "[clean-kill] Over after 15.1 s: 3 ended by themselves, 1 killed, 0 left");
    }

    @Test
    void tellsEverythingElse() {
        assertThat(lines(
                        "Aborted by alice",
                        new RungBegun(2, Signal.INT, List.of(), List.of(), 1, ofSeconds(60)),
                        new KillNow(2),
                        new Kept(new ProcessName(7, "adb"), "matches keep 'adb'"),
                        new Survived(new ProcessName(8, "cp"), "is uninterruptible, in kernel wait nfs_wait"),
                        new Killed(SLEEP, null, ofMillis(49)),
                        new Remark("this machine has no pidfd"),
                        new Over(ofMillis(49), 0, 1, 1, 1)))
                .containsExactly(
                        "[clean-kill] no process gets SIGINT yet; waiting up to 60 s for 1 process",
                        "[clean-kill] Aborted again: killing 2 processes now",
                        "[clean-kill] adb (7) is kept: matches keep 'adb'",
                        "[clean-kill] cp (8) is uninterruptible, in kernel wait nfs_wait; still alive",
                        "[clean-kill] sleep (4802) was killed after 0.0 s",
                        "[clean-kill] this machine has no pidfd",
                        "[clean-kill] Over after 0.0 s: 0 ended by themselves, 1 killed, 1 left, 1 kept");
    }

    /** Where no abort has begun it, an abort is the first one. */
    @Test
    void asksForAnAbortAtAnEnd() {
        List<String> lines = new ArrayList<>();
        LogLines log = new LogLines("Still running at the end", false, Ladder.parse("TERM 60s"), lines::add);

        log.on(new RungBegun(1, Signal.TERM, List.of(SLEEP), List.of(), 1, ofSeconds(60)));
        log.on(new KillNow(1));

        assertThat(lines)
                .containsExactly(
                        "[clean-kill] Still running at the end: SIGTERM to sleep (4802); waiting up to 60 s for 1 process"
                                + " (abort to kill them now)",
                        "[clean-kill] Aborted: killing 1 process now");
    }

    @Test
    void namesThreeOfMany() {
        List<ProcessName> many = LongStream.rangeClosed(1, 43)
                .mapToObj(pid -> new ProcessName(pid, "cc"))
                .toList();

        assertThat(ProcessName.firstOf(many)).isEqualTo("cc (1), cc (2), cc (3) and 40 more");
        assertThat(ProcessName.firstOf(many.subList(0, 3))).isEqualTo("cc (1), cc (2), cc (3)");
    }

    @Test
    void tenThousandEndsAreAFewLines() {
        LongStream pids = LongStream.rangeClosed(1, 10_000);
        TerminationEvent[] events = Stream.concat(
                        pids.mapToObj(LogLinesTest::end), Stream.of(new Over(ofSeconds(15), 0, 9_801, 99, 100)))
                .toArray(TerminationEvent[]::new);

        List<String> lines = lines("Aborted by alice", events);

        assertThat(lines)
                .hasSize(3 + 50 + 50 + 2)
                .contains(
                        "[clean-kill] cc (3) ignores SIGTERM; killed after 15.0 s",
                        "[clean-kill] adb (100) is kept: matches keep 'adb'",
                        "[clean-kill] cp (4950) is uninterruptible; still alive")
                .endsWith(
                        "[clean-kill] and 9798 more were killed, 49 more are kept, 50 more are still alive",
                        "[clean-kill] Over after 15.0 s: 0 ended by themselves, 9801 killed, 100 left, 99 kept");
    }

    private static TerminationEvent end(long pid) {
        if (pid % 100 == 50) {
            return new Survived(new ProcessName(pid, "cp"), "is uninterruptible");
        }
        return pid % 100 == 0 && pid < 10_000
                ? new Kept(new ProcessName(pid, "adb"), "matches keep 'adb'")
                : new Killed(new ProcessName(pid, "cc"), "ignores SIGTERM", ofSeconds(15));
    }

    @Test
    void ofManyDifferentEndsSomeAreNamed() {
        List<String> lines = lines(
                "Aborted",
                LongStream.rangeClosed(1, 1_000)
                        .mapToObj(pid -> new Killed(new ProcessName(pid, "cc" + pid), "ignores SIGTERM", ofSeconds(15)))
                        .toArray(TerminationEvent[]::new));

        assertThat(lines).hasSize(20);
    }

    @Test
    void noTextFromOutsideMakesALineOfItsOwn() {
        ProcessName nasty = new ProcessName(9, Reports.NASTY);

        List<String> lines = lines(
                Reports.NASTY,
                new RungBegun(1, Signal.TERM, List.of(nasty), List.of(), 1, ofSeconds(1)),
                new Killed(nasty, Reports.NASTY, ofSeconds(1)),
                new Kept(nasty, Reports.NASTY),
                new Remark(Reports.NASTY));

        assertThat(lines)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .startsWith(LogLines.PREFIX)
                        .contains("\\x0a[clean-kill] Over\\x1b[31m")
                        .matches("[\\x20-\\x7e]+"));
    }

    private static List<String> lines(String cause, TerminationEvent... events) {
        List<String> lines = new ArrayList<>();
        LogLines log = new LogLines(cause, Ladder.parse("INT 60s, TERM 60s"), lines::add);
        List.of(events).forEach(log::on);
        return lines;
    }
}
