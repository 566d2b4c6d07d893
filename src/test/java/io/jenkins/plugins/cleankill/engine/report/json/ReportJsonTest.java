package io.jenkins.plugins.cleankill.engine.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

    private static final String FULL = new ReportJsonWriter(true).write(Reports.full());

    @Test
    void comesBackAsItWas() throws IOException {
        assertThat(ReportJsonReader.read(FULL)).isEqualTo(Reports.full());
    }

    @Test
    void leavesArgumentsOutUnlessAsked() throws IOException {
        String text = new ReportJsonWriter(false).write(Reports.full());

        assertThat(text).doesNotContain("hunter2", "arguments");
        assertThat(FULL).contains("hunter2");
        assertThat(ReportJsonReader.read(text).outcome().processes())
                .flatExtracting(ProcessRecord::arguments)
                .isEmpty();
    }

    @Test
    void writesSecondsAsPeopleDo() {
        assertThat(FULL).contains("\"took\": 15.102", "\"window\": 10\n", "\"started\": \"2026-03-01T12:00:00.123Z\"");
        assertThat(Seconds.of(Duration.ofNanos(1_234_567_891))).isEqualByComparingTo("1.234567");
        assertThat(Seconds.of(Duration.ofSeconds(1000))).hasToString("1000");
    }

    @Test
    void markupInItIsHarmless() {
        assertThat(FULL).doesNotContain("<", ">", "\0", "\u001b");
    }

    @Test
    void passesOverWhatALaterVersionAdds() throws IOException {
        assertThat(ReportJsonReader.read(FULL.replaceFirst("\\{", "{\"new\": [1],")))
                .isEqualTo(Reports.full());
    }

    @Test
    void tellsWhereEachSettingCameFrom() {
        assertThat(FULL)
                .containsSubsequence(
                        "\"from\": {",
                        "\"ladder\": \"step\"",
                        "\"delivery\": \"default\"",
                        "\"leftovers\": \"job\"",
                        "\"keep\": \"global\"");
    }

    @Test
    void whereTheSettingsOfAnEarlierVersionCameFromIsUnknown() throws IOException {
        String before = FULL.replaceFirst("(?s),\\s*\"from\": \\{.*?}", "");

        assertThat(before).isNotEqualTo(FULL);
        assertThat(ReportJsonReader.read(before).settings().from()).isEqualTo(Sources.UNKNOWN);
    }

    @Test
    void anotherVersionIsNamed() {
        assertUnreadable(
                FULL.replace("\"schema\": 1", "\"schema\": 2"), "report: its schema is 2, this version reads schema 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cause\": \"Aborted by alice\"|\"cause\": 7|cause must be a text",
                "\"took\": 15.102|\"took\": -1|took must be a number of ordinary size",
                "\"took\": 15.102|\"took\": 1e999999999|took must be a number",
                "\"took\": 15.102|\"took\": 1e10|took must be seconds from 0 to 1e9",
                "\"took\": 15.102|\"took\": \"15\"|took must be a number",
                "2026-03-01T12|yesterday|started must be a moment in ISO 8601",
                "\"pid\": 4711|\"pid\": 1.5|processes[1].pid must be a whole number",
                "\"ending\": \"killed\"|\"ending\": \"murdered\"|processes[3].ending must be a word that this version knows",
                "\"ladder\": \"INT|\"ladder\": \"FOO|settings.ladder: 'FOO 10s' is not allowed",
                "\"dumpThreads\": true|\"dumpThreads\": \"true\"|settings.dumpThreads must be true or false",
                "\"keep\": \"global\"|\"keep\": \"heaven\"|settings.from.keep must be a word that this version knows",
                "\"exitCode\": 3|\"exitCode\": -1|onAbort.exitCode must be a number of ordinary size",
                "\"exitCode\": 3,|\"code\": 3,|onAbort.exitCode must be a number",
                "\"ending\": \"ended\"|\"ending\": \"lost\"|onAbort.ending must be a word that this version knows",
                "\"remarks\"|\"forgotten\"|remarks must be an array"
            })
    void damageIsNamed(String from, String to, String problem) {
        assertThat(FULL).contains(from);
        assertUnreadable(FULL.replace(from, to), "report: damaged: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{'schema': 1}", "{\"schema\": 1} x", "\0"})
    void whatIsNoReportIsSaidToBeDamaged(String text) {
        assertUnreadable(text, "report: damaged: ");
    }

    @Test
    void halfAFileIsDamaged() {
        assertUnreadable(FULL.substring(0, FULL.length() / 2), "report: damaged: it is not JSON");
    }

    private static void assertUnreadable(String text, String message) {
        assertThatExceptionOfType(UnreadableReportException.class)
                .isThrownBy(() -> ReportJsonReader.read(text))
                .withMessageStartingWith(message);
    }
}
