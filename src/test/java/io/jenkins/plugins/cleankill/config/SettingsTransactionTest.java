package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SettingsTransactionTest {

    private final SettingsTransaction settings = new SettingsTransaction();

    @Test
    void allChangesHold() {
        settings.commit(() -> {
            settings.change(draft -> draft.setEveryBuild(true));
            settings.change(draft -> draft.setKeepReports(5));
        });

        assertThat(settings.committed().everyBuild()).isTrue();
        assertThat(settings.committed().keepReports()).isEqualTo(5);
    }

    @Test
    void ifOneIsRefusedNoneHolds() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.commit(() -> {
                    settings.change(draft -> draft.setEveryBuild(true));
                    settings.change(draft -> draft.setKeepReports(0));
                }))
                .withMessageStartingWith("keepReports: '0'");

        assertThat(settings.committed().everyBuild()).isFalse();
        assertThat(settings.isOpen()).isFalse();
    }

    @Test
    void aRefusedChangeIsNoPartOfTheNextOne() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.commit(() -> {
                    settings.change(draft -> draft.setEveryBuild(true));
                    settings.change(draft -> draft.setCapSeconds(0));
                }));

        settings.change(draft -> draft.setKeepReports(5));

        assertThat(settings.committed().everyBuild()).isFalse();
        assertThat(settings.committed().keepReports()).isEqualTo(5);
    }

    @Test
    void otherThreadsSeeNoneBeforeAllAreAccepted() {
        settings.commit(() -> {
            settings.change(draft -> draft.setEveryBuild(true));
            boolean seen = CompletableFuture.supplyAsync(
                            () -> settings.committed().everyBuild() || settings.isOpen())
                    .join();
            assertThat(seen).isFalse();
        });
    }

    @Test
    void aRehearsalRefusesAndChangesNothing() {
        settings.rehearse(() -> settings.change(draft -> draft.setKeepReports(5)));

        assertThat(settings.committed().keepReports()).isNull();
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.rehearse(() -> settings.change(draft -> draft.setDeadBuilds("bury"))));
    }

    @Test
    void aCapBelowWhatTheDefaultLadderNeedsIsRefusedNamingBoth() {
        KillFields defaults = new KillFields();
        defaults.setLadder("TERM 5m");
        settings.change(draft -> draft.setDefaults(defaults));

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.change(draft -> draft.setCapSeconds(60)))
                .withMessage("capSeconds: '60' is not allowed; allowed: 300 or more, as long as the default ladder is"
                        + " 'TERM 300s'");
        assertThat(settings.committed().cap()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aCapBelowTheTimeLimitOfADefaultCommandIsRefusedThoughThereIsNoCommand() {
        KillFields defaults = new KillFields();
        defaults.setOnAbortSeconds(120);
        settings.change(draft -> draft.setDefaults(defaults));

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.change(draft -> draft.setCapSeconds(60)))
                .withMessage("capSeconds: '60' is not allowed; allowed: 120 or more, as long as the default"
                        + " onAbortSeconds is '120'");
    }

    @Test
    void capAndDefaultsMayBeSetInEitherOrder() {
        KillFields long15m = new KillFields();
        long15m.setLadder("TERM 15m");
        KillFields short1m = new KillFields();
        short1m.setSoftKillSeconds(60);

        settings.commit(() -> {
            settings.change(draft -> draft.setDefaults(long15m));
            settings.change(draft -> draft.setCapSeconds(900));
        });
        settings.commit(() -> {
            settings.change(draft -> draft.setCapSeconds(60));
            settings.change(draft -> draft.setDefaults(short1m));
        });

        assertThat(settings.committed().cap()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatIsChangedInFieldsAfterTheyWereSetDoesNotHold() {
        KillFields defaults = new KillFields();
        settings.change(draft -> draft.setDefaults(defaults));

        defaults.setLadder("TERM 15m");

        assertThat(settings.committed().defaults().getLadder()).isNull();
    }
}
