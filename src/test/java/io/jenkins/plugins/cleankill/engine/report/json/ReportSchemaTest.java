package io.jenkins.plugins.cleankill.engine.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord.HookEnding;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and {@code report.schema.json} say the same. */
class ReportSchemaTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportObeysTheSchema(boolean withArguments) throws IOException {
        assertThat(errors(new ReportJsonWriter(withArguments).write(Reports.full())))
                .isEmpty();
        assertThat(errors(new ReportJsonWriter(withArguments).write(empty()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {": \"killed\"", ": \"TERM\"", ": \"sent\"", ": 4711", ": 15.102", ": 2.4"})
    void theSchemaRefusesWhatIsNoReport(String part) throws IOException {
        assertThat(errors(new ReportJsonWriter(true).write(Reports.full()).replace(part, ": \"?\"")))
                .isNotEmpty();
    }

    /** In every way that it can end, the schema and the reader know it. */
    @ParameterizedTest
    @EnumSource(HookEnding.class)
    void aReportOfTheUsersCommandsObeysTheSchema(HookEnding ending) throws IOException {
        TerminationReport full = Reports.full();
        HookRecord command = new HookRecord(
                Duration.ofSeconds(10),
                Source.GLOBAL,
                ending,
                ending == HookEnding.ENDED ? 0L : null,
                Duration.ofMillis(300));
        TerminationReport report = new TerminationReport(
                full.cause(), full.place(), full.settings(), command, command, null, full.outcome());

        String json = new ReportJsonWriter(true).write(report);

        assertThat(errors(json)).isEmpty();
        assertThat(ReportJsonReader.read(json)).isEqualTo(report);
    }

    @Test
    void theDocumentationTellsOfEveryField() throws IOException {
        String documentation = Files.readString(repository().resolve("docs/report.md"));
        Set<String> fields = new TreeSet<>();
        collectFields(JsonParser.parseString(schemaText()), fields);

        assertThat(fields)
                .contains("schema", "endedAt", "exitCode")
                .allSatisfy(field -> assertThat(documentation).containsPattern("[`.]" + field + "(\\[])?`"));
    }

    private static void collectFields(JsonElement part, Set<String> fields) {
        if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(each -> collectFields(each, fields));
        } else if (part.isJsonObject()) {
            JsonObject object = part.getAsJsonObject();
            if (object.get("properties") instanceof JsonObject properties) {
                fields.addAll(properties.keySet());
            }
            object.asMap().values().forEach(each -> collectFields(each, fields));
        }
    }

    /** The test runs in it, or in its folder {@code standalone}. */
    private static Path repository() {
        return Files.exists(Path.of("docs")) ? Path.of("") : Path.of("..");
    }

    private static List<Error> errors(String json) throws IOException {
        return schema().validate(json, InputFormat.JSON);
    }

    private static TerminationReport empty() {
        return new TerminationReport(
                "", Settings.DEFAULT, new Outcome(Instant.EPOCH, Duration.ZERO, List.of(), List.of(), List.of()));
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText());
    }

    private static String schemaText() throws IOException {
        try (InputStream stream = ReportJsonWriter.class.getResourceAsStream("report.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
