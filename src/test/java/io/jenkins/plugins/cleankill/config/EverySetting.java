package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Global settings with a value of their own in every field but the switches. */
final class EverySetting {

    private EverySetting() {}

    static void set() {
        CleanKillConfiguration.get().setCapSeconds(900);
        CleanKillConfiguration.get().setDefaults(fields());
        CleanKillConfiguration.get().setArgumentsInReports(true);
        CleanKillConfiguration.get().setKeepReports(100);
        CleanKillConfiguration.get().setKeepReportsDays(30);
    }

    static void unset() {
        CleanKillConfiguration configuration = CleanKillConfiguration.get();
        configuration.setDefaults(new KillFields());
        configuration.setCapSeconds(CleanKillConfiguration.DEFAULT_CAP_SECONDS);
        configuration.setArgumentsInReports(false);
        configuration.setKeepReports(null);
        configuration.setKeepReportsDays(null);
        configuration.setEveryBuild(false);
        configuration.setLeftoversFixed(false);
        configuration.setKeepFixed(false);
        configuration.setDeadBuilds("report");
    }

    static void assertNotSet(CleanKillConfiguration configuration) {
        assertThat(configuration.getCapSeconds()).isEqualTo(600);
        assertThat(configuration.getDefaults()).usingRecursiveComparison().isEqualTo(new KillFields());
        assertThat(configuration.isArgumentsInReports()).isFalse();
        assertThat(configuration.getKeepReports()).isNull();
        assertThat(configuration.getKeepReportsDays()).isNull();
        assertThat(configuration.isEveryBuild()).isFalse();
        assertThat(configuration.isLeftoversFixed()).isFalse();
        assertThat(configuration.isKeepFixed()).isFalse();
        assertThat(configuration.getDeadBuilds()).isEqualTo("report");
    }

    static void assertSet(CleanKillConfiguration configuration) {
        assertThat(configuration.getCapSeconds()).isEqualTo(900);
        assertThat(configuration.getDefaults()).usingRecursiveComparison().isEqualTo(fields());
        assertThat(configuration.isArgumentsInReports()).isTrue();
        assertThat(configuration.getKeepReports()).isEqualTo(100);
        assertThat(configuration.getKeepReportsDays()).isEqualTo(30);
    }

    static KillFields fields() {
        KillFields fields = new KillFields();
        fields.setLadder("INT 30s, TERM 20s");
        fields.setDelivery("main");
        fields.setLeftovers("unstable");
        fields.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        fields.setDumpThreads(false);
        fields.setDumpSignals("TTIN, USR1");
        fields.setContainers("stop");
        fields.setOnAbort("./save.sh && echo saved");
        fields.setOnAbortSeconds(7);
        fields.setAfterKill("./unlock.sh");
        fields.setAfterKillSeconds(8);
        return fields;
    }
}
