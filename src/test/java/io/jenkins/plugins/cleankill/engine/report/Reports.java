package io.jenkins.plugins.cleankill.engine.report;

import static io.jenkins.plugins.cleankill.engine.os.SignalSender.Result.NOT_PERMITTED;
import static io.jenkins.plugins.cleankill.engine.os.SignalSender.Result.SENT;
import static io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding.LEFT;
import static io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding.STOPPED;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord.HookEnding;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports to tell about. */
public final class Reports {

    /** A name that tries everything: a line's end, ANSI, a console note, markup, a turned direction. */
    public static final String NASTY = "x\n[clean-kill] Over\u001b[31m\u001b[8mha:</text><script>\u202e&\"'\0\ud800";

    private Reports() {}

    /** An abort in two rungs: shell, terraform, tee, a sleep that ignores signals, a kept daemon, one that is left. */
    public static TerminationReport full() {
        Settings settings = new Settings(
                Ladder.parse("INT 10s, TERM 5s"),
                Delivery.STRUCTURED,
                LeftoverPolicy.FAIL,
                new KeepPatterns(List.of("adb", "*GradleDaemon*")),
                true,
                new DumpSignals(List.of(Signal.TTIN, Signal.USR1)),
                new Sources(Source.STEP, Source.DEFAULT, Source.JOB, Source.GLOBAL, Source.STEP, Source.OPTION));
        HookRecord onAbort = new HookRecord(ofSeconds(10), Source.JOB, HookEnding.ENDED, 3L, ofMillis(2_400));
        return new TerminationReport(
                "Aborted by alice",
                "stage Deploy, on agent-1",
                settings,
                onAbort,
                new HookRecord(ofSeconds(30), Source.STEP, HookEnding.TIMED_OUT, null, ofSeconds(30)),
                containers(),
                outcome());
    }

    private static ContainersRecord containers() {
        return new ContainersRecord(
                ContainerPolicy.STOP,
                Source.STEP,
                List.of(
                        new ContainerRecord(
                                "a".repeat(64), "db", "postgres:16", "it mounts the workspace", STOPPED, 0L),
                        new ContainerRecord("b".repeat(64), NASTY, NASTY, "a label carries the cookie", LEFT, null)));
    }

    /** A report of these. */
    public static TerminationReport of(List<ProcessRecord> processes) {
        Outcome full = outcome();
        return new TerminationReport(
                "Aborted by alice",
                Settings.DEFAULT,
                new Outcome(full.started(), full.took(), full.rungs(), processes, List.of()));
    }

    /** One that a shell, 1, has started, and that ended as many milliseconds after the start as its pid says. */
    public static ProcessRecord ended(long pid, String command) {
        return process(pid, 1, command, Membership.COOKIE, Ending.ENDED, ofMillis(pid), null);
    }

    private static Outcome outcome() {
        return new Outcome(
                Instant.parse("2026-03-01T12:00:00.123Z"),
                ofMillis(15_102),
                List.of(rung(Signal.INT, 0, 10), rung(Signal.TERM, 10_000, 5)),
                List.of(shell(), terraform(), tee(), sleep(), daemon(), sudo()),
                List.of("there is no pidfd here: ends are polled"),
                List.of(lookAlike()));
    }

    /** One with a name that is not nice. */
    public static LookAlike lookAlike() {
        return new LookAlike(
                4900,
                NASTY,
                ofMillis(12_340),
                "its environment does not tell a build; its working directory is /w/job/data");
    }

    private static ProcessRecord shell() {
        return new ProcessRecord(
                4700,
                1,
                "sh",
                List.of("sh", "-xe", "script.sh"),
                Membership.ROOT,
                ZERO,
                List.of(sent(Signal.STOP, 2), sent(Signal.INT, 9_200), sent(Signal.CONT, 9_201)),
                List.of(new Span(ofMillis(2), ofMillis(9_201))),
                Ending.ENDED,
                ofMillis(9_210),
                null);
    }

    private static ProcessRecord terraform() {
        return process(
                4711, 4700, "terraform", Membership.COOKIE, Ending.ENDED, ofMillis(9_200), null, sent(Signal.INT, 1));
    }

    private static ProcessRecord tee() {
        return process(4712, 4700, "tee", Membership.COOKIE, Ending.ENDED, ofMillis(9_205), null);
    }

    private static ProcessRecord sleep() {
        return process(
                4802,
                4711,
                NASTY,
                Membership.DESCENDANT,
                Ending.KILLED,
                ofMillis(15_050),
                "ignores SIGTERM",
                sent(Signal.INT, 3),
                sent(Signal.TERM, 10_000),
                sent(Signal.KILL, 15_000));
    }

    private static ProcessRecord daemon() {
        return process(4900, 4711, "adb", Membership.COOKIE, Ending.KEPT, null, "matches keep 'adb'");
    }

    private static ProcessRecord sudo() {
        SignalRecord refused = new SignalRecord(Signal.TERM, ofSeconds(10), NOT_PERMITTED);
        return new ProcessRecord(
                4901,
                4900,
                "sudo",
                List.of("sudo", "--token=hunter2"),
                Membership.DESCENDANT,
                ofMillis(1),
                List.of(refused),
                List.of(),
                Ending.LEFT,
                null,
                "belongs to another user (uid 0), not permitted",
                new Holdings(List.of("127.0.0.1:6379"), List.of("/dev/kvm"), List.of(), List.of("db/" + NASTY)));
    }

    private static ProcessRecord process(
            long pid,
            long parent,
            String command,
            Membership membership,
            Ending ending,
            Duration endedAt,
            String why,
            SignalRecord... signals) {
        return new ProcessRecord(
                pid,
                parent,
                command,
                List.of(command, "--token=hunter2"),
                membership,
                ofMillis(pid % 10),
                List.of(signals),
                List.of(),
                ending,
                endedAt,
                why);
    }

    private static RungRecord rung(Signal signal, long atMillis, int windowSeconds) {
        return new RungRecord(signal, ofMillis(atMillis), ofSeconds(windowSeconds));
    }

    private static SignalRecord sent(Signal signal, long atMillis) {
        return new SignalRecord(signal, ofMillis(atMillis), SENT);
    }
}
