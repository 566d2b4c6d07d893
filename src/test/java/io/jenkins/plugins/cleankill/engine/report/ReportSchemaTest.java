package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord.OnAbortEnding;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and {@code report.schema.json} say the same. */
class ReportSchemaTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportObeysTheSchema(boolean withArguments) throws IOException {
        assertThat(errors(new ReportJson(withArguments).write(Reports.full()))).isEmpty();
        assertThat(errors(new ReportJson(withArguments).write(empty()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {": \"killed\"", ": \"TERM\"", ": \"sent\"", ": 4711", ": 15.102", ": 2.4"})
    void theSchemaRefusesWhatIsNoReport(String part) throws IOException {
        assertThat(errors(new ReportJson(true).write(Reports.full()).replace(part, ": \"?\"")))
                .isNotEmpty();
    }

    /** In every way that it can end, the schema and the reader know it. */
    @ParameterizedTest
    @EnumSource(OnAbortEnding.class)
    void aReportOfAnOnAbortCommandObeysTheSchema(OnAbortEnding ending) throws IOException {
        TerminationReport full = Reports.full();
        OnAbortRecord onAbort = new OnAbortRecord(
                Duration.ofSeconds(10),
                Source.GLOBAL,
                ending,
                ending == OnAbortEnding.ENDED ? 0L : null,
                Duration.ofMillis(300));
        TerminationReport report =
                new TerminationReport(full.cause(), full.place(), full.settings(), onAbort, full.outcome());

        String json = new ReportJson(true).write(report);

        assertThat(errors(json)).isEmpty();
        assertThat(ReportJsonReader.read(json)).isEqualTo(report);
    }

    private static List<Error> errors(String json) throws IOException {
        return schema().validate(json, InputFormat.JSON);
    }

    private static TerminationReport empty() {
        return new TerminationReport(
                "", Settings.DEFAULT, new Outcome(Instant.EPOCH, Duration.ZERO, List.of(), List.of(), List.of()));
    }

    private static Schema schema() throws IOException {
        try (InputStream stream = ReportJson.class.getResourceAsStream("report.schema.json")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        }
    }
}
