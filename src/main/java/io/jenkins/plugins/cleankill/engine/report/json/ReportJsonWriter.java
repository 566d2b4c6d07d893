package io.jenkins.plugins.cleankill.engine.report.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes a report as JSON. The format is public: {@code docs/report.md} tells each field, {@code report.schema.json}
 * beside this class is its JSON schema. {@link ReportJsonReader} reads it back.
 */
public final class ReportJsonWriter {

    /** The version of the format. */
    public static final int SCHEMA = 1;

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final boolean withArguments;

    /**
     * @param withArguments whether command lines are written, which may hold secrets; else only the programs' file
     *     names are
     */
    public ReportJsonWriter(boolean withArguments) {
        this.withArguments = withArguments;
    }

    /** The report as JSON text safe to stand in HTML, without a newline at its end. */
    public String write(TerminationReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", SCHEMA);
        json.addProperty("cause", LosslessUtf8.printable(report.cause()));
        if (!report.place().isEmpty()) {
            json.addProperty("place", report.place());
        }
        json.add("settings", settings(report.settings()));
        if (report.onAbort() != null) {
            json.add("onAbort", hook(report.onAbort()));
        }
        if (report.afterKill() != null) {
            json.add("afterKill", hook(report.afterKill()));
        }
        if (report.containers() != null) {
            json.add("containers", containers(report.containers()));
        }
        json.addProperty("started", report.outcome().started().toString());
        json.addProperty("took", Seconds.of(report.outcome().took()));
        json.add("rungs", array(report.outcome().rungs(), ReportJsonWriter::rung));
        json.add("processes", array(report.outcome().processes(), this::process));
        json.add("remarks", array(report.outcome().remarks(), JsonPrimitive::new));
        if (!report.outcome().lookAlikes().isEmpty()) {
            json.add("lookAlikes", array(report.outcome().lookAlikes(), ReportJsonWriter::lookAlike));
        }
        return GSON.toJson(json);
    }

    private static JsonObject settings(Settings settings) {
        JsonObject json = new JsonObject();
        json.addProperty("ladder", settings.ladder().toString());
        json.addProperty("delivery", settings.delivery().toString());
        json.addProperty("leftovers", settings.leftovers().toString());
        json.add("keep", array(settings.keep().globs(), JsonPrimitive::new));
        json.addProperty("dumpThreads", settings.dumpThreads());
        json.addProperty("dumpSignals", settings.dumpSignals().toString());
        json.add("from", sources(settings.from()));
        return json;
    }

    private static JsonObject sources(Sources from) {
        JsonObject json = new JsonObject();
        json.addProperty("ladder", from.ladder().toString());
        json.addProperty("delivery", from.delivery().toString());
        json.addProperty("leftovers", from.leftovers().toString());
        json.addProperty("keep", from.keep().toString());
        json.addProperty("dumpThreads", from.dumpThreads().toString());
        json.addProperty("dumpSignals", from.dumpSignals().toString());
        return json;
    }

    private static JsonObject hook(HookRecord hook) {
        JsonObject json = new JsonObject();
        json.addProperty("limit", Seconds.of(hook.limit()));
        json.addProperty("from", hook.from().toString());
        json.addProperty("ending", word(hook.ending()));
        if (hook.exitCode() != null) {
            json.addProperty("exitCode", hook.exitCode());
        }
        json.addProperty("took", Seconds.of(hook.took()));
        return json;
    }

    private static JsonObject containers(ContainersRecord containers) {
        JsonObject json = new JsonObject();
        json.addProperty("policy", containers.policy().toString());
        json.addProperty("from", containers.from().toString());
        json.add("found", array(containers.found(), ReportJsonWriter::container));
        return json;
    }

    private static JsonObject container(ContainerRecord container) {
        JsonObject json = new JsonObject();
        json.addProperty("id", container.id());
        json.addProperty("name", LosslessUtf8.printable(container.name()));
        json.addProperty("image", LosslessUtf8.printable(container.image()));
        json.addProperty("sign", container.sign());
        json.addProperty("ending", word(container.ending()));
        if (container.exitCode() != null) {
            json.addProperty("exitCode", container.exitCode());
        }
        return json;
    }

    private static JsonObject lookAlike(LookAlike process) {
        JsonObject json = new JsonObject();
        json.addProperty("pid", process.pid());
        json.addProperty("command", LosslessUtf8.printable(process.command()));
        json.addProperty("age", Seconds.of(process.age()));
        json.addProperty("sign", LosslessUtf8.printable(process.sign()));
        return json;
    }

    private static JsonObject rung(RungRecord rung) {
        JsonObject json = new JsonObject();
        json.addProperty("signal", rung.signal().name());
        json.addProperty("at", Seconds.of(rung.at()));
        json.addProperty("window", Seconds.of(rung.window()));
        return json;
    }

    private JsonObject process(ProcessRecord process) {
        JsonObject json = new JsonObject();
        json.addProperty("pid", process.pid());
        json.addProperty("parent", process.parent());
        json.addProperty("command", LosslessUtf8.printable(process.command()));
        if (withArguments) {
            json.add("arguments", texts(process.arguments()));
        }
        json.addProperty("membership", word(process.membership()));
        json.addProperty("firstSeen", Seconds.of(process.firstSeen()));
        json.add("signals", array(process.signals(), ReportJsonWriter::signal));
        json.add("frozen", array(process.frozen(), ReportJsonWriter::span));
        json.addProperty("ending", word(process.ending()));
        if (process.endedAt() != null) {
            json.addProperty("endedAt", Seconds.of(process.endedAt()));
        }
        if (process.why() != null) {
            json.addProperty("why", process.why());
        }
        if (!process.holds().isEmpty()) {
            json.add("holds", holdings(process.holds()));
        }
        return json;
    }

    private static JsonObject holdings(Holdings holds) {
        JsonObject json = new JsonObject();
        json.add("listensOn", texts(holds.listensOn()));
        json.add("devices", texts(holds.devices()));
        json.add("mounts", texts(holds.mounts()));
        json.add("locks", texts(holds.locks()));
        return json;
    }

    private static JsonArray texts(Collection<String> texts) {
        return array(texts, each -> new JsonPrimitive(LosslessUtf8.printable(each)));
    }

    private static JsonObject signal(SignalRecord signal) {
        JsonObject json = new JsonObject();
        json.addProperty("signal", signal.signal().name());
        json.addProperty("at", Seconds.of(signal.at()));
        json.addProperty("result", word(signal.result()));
        return json;
    }

    private static JsonObject span(Span span) {
        JsonObject json = new JsonObject();
        json.addProperty("from", Seconds.of(span.from()));
        json.addProperty("until", Seconds.of(span.until()));
        return json;
    }

    private static <T> JsonArray array(Collection<T> values, Function<T, JsonElement> toJson) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(toJson.apply(value)));
        return array;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
