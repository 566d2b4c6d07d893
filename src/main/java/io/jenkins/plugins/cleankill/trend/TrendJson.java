package io.jenkins.plugins.cleankill.trend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trend as text. What it does not know it passes over: later versions may add some. */
final class TrendJson {

    private TrendJson() {}

    static String write(List<BuildSummary> summaries) {
        JsonArray builds = new JsonArray();
        summaries.stream().map(TrendJson::write).forEach(builds::add);
        JsonObject json = new JsonObject();
        json.add("builds", builds);
        return json + "\n";
    }

    private static JsonObject write(BuildSummary summary) {
        JsonObject json = new JsonObject();
        json.addProperty("build", summary.build());
        json.addProperty("over", summary.over().toString());
        json.addProperty("took", summary.took().toString());
        json.addProperty("ended", summary.ended());
        json.addProperty("killed", summary.killed());
        json.addProperty("left", summary.left());
        JsonObject names = new JsonObject();
        summary.killedNames().forEach(names::addProperty);
        json.add("killedNames", names);
        return json;
    }

    /** @throws IllegalArgumentException if it is damaged */
    static List<BuildSummary> read(String text) {
        try {
            List<BuildSummary> summaries = new ArrayList<>();
            for (JsonElement build : field(JsonParser.parseString(text).getAsJsonObject(), "builds")
                    .getAsJsonArray()) {
                summaries.add(read(build.getAsJsonObject()));
            }
            return summaries;
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | DateTimeException e) {
            throw new IllegalArgumentException("it is no trend: " + e.getMessage(), e);
        }
    }

    private static BuildSummary read(JsonObject json) {
        Map<String, Integer> names = new LinkedHashMap<>();
        field(json, "killedNames")
                .getAsJsonObject()
                .entrySet()
                .forEach(each -> names.put(each.getKey(), each.getValue().getAsInt()));
        return new BuildSummary(
                field(json, "build").getAsInt(),
                Instant.parse(field(json, "over").getAsString()),
                Duration.parse(field(json, "took").getAsString()),
                field(json, "ended").getAsInt(),
                field(json, "killed").getAsInt(),
                field(json, "left").getAsInt(),
                names);
    }

    private static JsonElement field(JsonObject json, String name) {
        if (!json.has(name)) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return json.get(name);
    }
}
