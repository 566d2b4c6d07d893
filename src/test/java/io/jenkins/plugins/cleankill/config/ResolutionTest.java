package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    private static final Duration CAP = Duration.ofMinutes(10);

    private final KillFields fields = new KillFields();
    private final KillFields defaults = new KillFields();

    @Test
    void whereNobodySetAnythingTheStandardHolds() {
        assertThat(resolve(CAP)).isEqualTo(new ResolvedSettings(Settings.DEFAULT, null, null, Containers.DEFAULT));
    }

    @Test
    void emptyFieldsAreTheDefaults() {
        defaults.setLadder("INT 30s, TERM 20s");
        defaults.setDelivery("main");
        defaults.setLeftovers("fail");
        defaults.setKeep(List.of("adb"));
        defaults.setDumpThreads(true);
        defaults.setOnAbort("./save.sh");
        defaults.setOnAbortSeconds(30);
        defaults.setContainers("stop");
        defaults.setDumpSignals("USR1");

        assertThat(resolve(CAP))
                .isEqualTo(new ResolvedSettings(
                        new Settings(
                                Ladder.parse("INT 30s, TERM 20s"),
                                Delivery.MAIN,
                                LeftoverPolicy.FAIL,
                                new KeepPatterns(List.of("adb")),
                                true,
                                new DumpSignals(List.of(Signal.USR1)),
                                Sources.all(Source.GLOBAL)),
                        new Hook(Hook.Moment.ON_ABORT, "./save.sh", Duration.ofSeconds(30), Source.GLOBAL),
                        null,
                        new Containers(ContainerPolicy.STOP, Source.GLOBAL)));
    }

    @Test
    void whatIsSetHoldsAgainstTheDefaults() {
        defaults.setLadder("INT 30s, TERM 20s");
        defaults.setDumpThreads(true);
        defaults.setKeep(List.of("adb"));
        fields.setSoftKillSeconds(60);
        fields.setDumpThreads(false);
        fields.setKeep(List.of("emulator"));

        Settings settings = resolve(CAP).settings();

        assertThat(settings.ladder()).isEqualTo(Ladder.softKill(Duration.ofSeconds(60)));
        assertThat(settings.dumpThreads()).isFalse();
        assertThat(settings.keep().globs()).containsExactly("emulator");
    }

    @Test
    void tellsWhereEachValueCameFrom() {
        defaults.setSoftKillSeconds(30);
        defaults.setKeep(List.of("adb"));
        fields.setSoftKillSeconds(60);
        fields.setDumpThreads(false);

        assertThat(resolve(CAP).settings().from())
                .isEqualTo(new Sources(
                        Source.STEP, Source.DEFAULT, Source.DEFAULT, Source.GLOBAL, Source.STEP, Source.DEFAULT));
    }

    @Test
    void windowsOverTheCapAreRefusedByTheFieldThatSetThem() {
        fields.setSoftKillSeconds(601);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> resolve(CAP))
                .withMessageStartingWith("softKillSeconds: ")
                .withMessageContaining("at most 600s");
    }

    @Test
    void theSumOfARungsWindowsCounts() {
        fields.setLadder("INT 5m, TERM 6m");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> resolve(CAP))
                .withMessageStartingWith("ladder: 'INT 300s, TERM 360s'");
    }

    @Test
    void theCommandOnAbortIsCappedToo() {
        fields.setOnAbort("./save.sh");
        fields.setOnAbortSeconds(601);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> resolve(CAP))
                .withMessage("onAbortSeconds: '601' is not allowed; allowed: at most 600, as the administrator set");
    }

    @Test
    void aCapBelowTheStandardShortensIt() {
        fields.setOnAbort("./save.sh");

        ResolvedSettings resolved = resolve(Duration.ofSeconds(5));

        assertThat(resolved.settings().ladder()).isEqualTo(Ladder.softKill(Duration.ofSeconds(5)));
        assertThat(resolved.settings().from().ladder()).isEqualTo(Source.CAP);
        assertThat(resolved.onAbort())
                .isEqualTo(new Hook(Hook.Moment.ON_ABORT, "./save.sh", Duration.ofSeconds(5), Source.STEP));
    }

    @Test
    void theTimeLimitOfACommandIsCappedEvenWhereAnotherPlaceSetsTheCommand() {
        fields.setOnAbortSeconds(601);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> resolve(CAP))
                .withMessageStartingWith("onAbortSeconds: '601'");
    }

    @Test
    void whatWasStoredUnderAHigherCapIsShortenedAndSaid() {
        fields.setLadder("INT 200s, TERM 100s");
        fields.setOnAbort("./save.sh");
        fields.setOnAbortSeconds(90);
        List<String> notices = new ArrayList<>();

        ResolvedSettings resolved = new Resolution(
                        fields, Source.JOB, defaults, Duration.ofSeconds(30), Fixed.NOTHING, notices::add)
                .resolveShortened();

        assertThat(resolved.settings().ladder()).isEqualTo(Ladder.parse("INT 20s, TERM 10s"));
        assertThat(resolved.settings().from().ladder()).isEqualTo(Source.CAP);
        assertThat(resolved.onAbort())
                .isEqualTo(new Hook(Hook.Moment.ON_ABORT, "./save.sh", Duration.ofSeconds(30), Source.JOB));
        assertThat(notices)
                .containsExactly(
                        "ladder: 'INT 200s, TERM 100s' is over the administrator's limit of 30 s; 'INT 20s, TERM 10s'"
                                + " holds",
                        "onAbortSeconds: '90' is over the administrator's limit of 30 s; '30' holds");
    }

    @Test
    void whatWasStoredWithinTheCapHoldsWithoutAWord() {
        fields.setLadder("INT 200s, TERM 100s");

        Resolution quiet = new Resolution(fields, Source.JOB, defaults, CAP, Fixed.NOTHING, ResolutionTest::noNotice);

        assertThat(quiet.resolveShortened()).isEqualTo(quiet.resolve());
    }

    @Test
    void whatTheAdministratorHasFixedHoldsAndTheOtherValueIsTold() {
        defaults.setLeftovers("fail");
        fields.setLeftovers("report");
        fields.setKeep(List.of("adb", "*Daemon"));
        fields.setDelivery("all");
        List<String> notices = new ArrayList<>();

        Settings resolved = new Resolution(fields, Source.STEP, defaults, CAP, new Fixed(true, true), notices::add)
                .resolve()
                .settings();

        assertThat(resolved.leftovers()).isEqualTo(LeftoverPolicy.FAIL);
        assertThat(resolved.keep()).isEqualTo(KeepPatterns.NONE);
        assertThat(resolved.delivery()).isEqualTo(Delivery.ALL);
        assertThat(resolved.from().leftovers()).isEqualTo(Source.FIXED);
        assertThat(resolved.from().keep()).isEqualTo(Source.FIXED);
        assertThat(resolved.from().delivery()).isEqualTo(Source.STEP);
        assertThat(notices)
                .containsExactly(
                        "leftovers: 'report' does not hold; the administrator has fixed it: 'fail'",
                        "keep: 'adb *Daemon' does not hold; the administrator has fixed it: ''");
    }

    @Test
    void theSameValueAsTheFixedOneNeedsNoWord() {
        defaults.setLeftovers("fail");
        fields.setLeftovers("fail");

        Settings resolved = new Resolution(
                        fields, Source.STEP, defaults, CAP, new Fixed(true, true), ResolutionTest::noNotice)
                .resolve()
                .settings();

        assertThat(resolved.from().leftovers()).isEqualTo(Source.FIXED);
    }

    private static void noNotice(String notice) {
        throw new AssertionError(notice);
    }

    private ResolvedSettings resolve(Duration cap) {
        return new Resolution(fields, Source.STEP, defaults, cap, Fixed.NOTHING, ResolutionTest::noNotice).resolve();
    }
}
