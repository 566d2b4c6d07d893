package io.jenkins.plugins.cleankill.engine.report.json;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
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
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord.HookEnding;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
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
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ReportJsonWriter} wrote. Fields that it doesn't know are passed over: later versions may add some. */
public final class ReportJsonReader {

    private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

    private ReportJsonReader() {}

    /**
     * Reads a report. Where it was written without arguments there are none.
     *
     * @throws UnreadableReportException if it is damaged or of another version; the message says where
     */
    public static TerminationReport read(String text) throws UnreadableReportException {
        JsonFields json = JsonFields.of(parse(text), "");
        long schema = json.number("schema");
        if (schema != ReportJsonWriter.SCHEMA) {
            throw new UnreadableReportException(
                    "its schema is " + schema + ", this version reads schema " + ReportJsonWriter.SCHEMA);
        }
        return new TerminationReport(
                json.text("cause"),
                json.has("place") ? json.text("place") : "",
                settings(json.object("settings")),
                json.has("onAbort") ? hook(json.object("onAbort")) : null,
                json.has("afterKill") ? hook(json.object("afterKill")) : null,
                json.has("containers") ? containers(json.object("containers")) : null,
                outcome(json));
    }

    private static JsonElement parse(String text) throws UnreadableReportException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = ELEMENTS.read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new UnreadableReportException("damaged: something follows its end");
            }
            return element;
        } catch (UnreadableReportException e) {
            throw e;
        } catch (IOException | JsonParseException | NumberFormatException e) {
            throw new UnreadableReportException("damaged: it is not JSON", e);
        }
    }

    private static Settings settings(JsonFields json) throws UnreadableReportException {
        try {
            return new Settings(
                    Ladder.parse(json.text("ladder")),
                    Delivery.parse(json.text("delivery")),
                    LeftoverPolicy.parse(json.text("leftovers")),
                    new KeepPatterns(json.texts("keep")),
                    json.flag("dumpThreads"),
                    json.has("dumpSignals") ? DumpSignals.parse(json.text("dumpSignals")) : DumpSignals.NONE,
                    json.has("from") ? sources(json.object("from")) : Sources.UNKNOWN);
        } catch (InvalidSettingException e) {
            throw new UnreadableReportException("damaged: settings." + e.getMessage(), e);
        }
    }

    private static Sources sources(JsonFields json) throws UnreadableReportException {
        return new Sources(
                json.word(Source.class, "ladder"),
                json.word(Source.class, "delivery"),
                json.word(Source.class, "leftovers"),
                json.word(Source.class, "keep"),
                json.word(Source.class, "dumpThreads"),
                json.has("dumpSignals") ? json.word(Source.class, "dumpSignals") : Source.UNKNOWN);
    }

    private static HookRecord hook(JsonFields json) throws UnreadableReportException {
        HookEnding ending = json.word(HookEnding.class, "ending");
        return new HookRecord(
                json.duration("limit"),
                json.word(Source.class, "from"),
                ending,
                ending == HookEnding.ENDED ? json.number("exitCode") : null,
                json.duration("took"));
    }

    private static ContainersRecord containers(JsonFields json) throws UnreadableReportException {
        return new ContainersRecord(
                json.word(ContainerPolicy.class, "policy"),
                json.word(Source.class, "from"),
                each(json.objects("found"), ReportJsonReader::container));
    }

    private static ContainerRecord container(JsonFields json) throws UnreadableReportException {
        return new ContainerRecord(
                json.text("id"),
                json.text("name"),
                json.text("image"),
                json.text("sign"),
                json.word(ContainerEnding.class, "ending"),
                json.has("exitCode") ? json.number("exitCode") : null);
    }

    private static Outcome outcome(JsonFields json) throws UnreadableReportException {
        return new Outcome(
                instant(json.text("started")),
                json.duration("took"),
                each(json.objects("rungs"), ReportJsonReader::rung),
                each(json.objects("processes"), ReportJsonReader::process),
                json.texts("remarks"),
                json.has("lookAlikes") ? each(json.objects("lookAlikes"), ReportJsonReader::lookAlike) : List.of());
    }

    private static LookAlike lookAlike(JsonFields json) throws UnreadableReportException {
        return new LookAlike(json.number("pid"), json.text("command"), json.duration("age"), json.text("sign"));
    }

    private static Instant instant(String text) throws UnreadableReportException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableReportException("damaged: started must be a moment in ISO 8601", e);
        }
    }

    private static RungRecord rung(JsonFields json) throws UnreadableReportException {
        return new RungRecord(json.word(Signal.class, "signal"), json.duration("at"), json.duration("window"));
    }

    private static ProcessRecord process(JsonFields json) throws UnreadableReportException {
        return new ProcessRecord(
                json.number("pid"),
                json.number("parent"),
                json.text("command"),
                json.has("arguments") ? json.texts("arguments") : List.of(),
                json.word(Membership.class, "membership"),
                json.duration("firstSeen"),
                each(json.objects("signals"), ReportJsonReader::signal),
                each(json.objects("frozen"), ReportJsonReader::span),
                json.word(Ending.class, "ending"),
                json.has("endedAt") ? json.duration("endedAt") : null,
                json.has("why") ? json.text("why") : null,
                json.has("holds") ? holdings(json.object("holds")) : Holdings.NONE);
    }

    private static Holdings holdings(JsonFields json) throws UnreadableReportException {
        return new Holdings(json.texts("listensOn"), json.texts("devices"), json.texts("mounts"), json.texts("locks"));
    }

    private static SignalRecord signal(JsonFields json) throws UnreadableReportException {
        return new SignalRecord(
                json.word(Signal.class, "signal"), json.duration("at"), json.word(SignalSender.Result.class, "result"));
    }

    private static Span span(JsonFields json) throws UnreadableReportException {
        return new Span(json.duration("from"), json.duration("until"));
    }

    private static <T> List<T> each(List<JsonFields> objects, Part<T> part) throws UnreadableReportException {
        List<T> values = new ArrayList<>(objects.size());
        for (JsonFields object : objects) {
            values.add(part.read(object));
        }
        return values;
    }

    private interface Part<T> {
        T read(JsonFields json) throws UnreadableReportException;
    }
}
