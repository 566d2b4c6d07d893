package io.jenkins.plugins.cleankill.engine.report.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of one JSON object, each read strictly: a missing field and one of another type are damage. */
final class JsonFields {

    private final JsonObject json;
    private final String path;

    private JsonFields(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    static JsonFields of(JsonElement element, String path) throws UnreadableReportException {
        if (element == null || !element.isJsonObject()) {
            throw damaged(path, "an object");
        }
        return new JsonFields(element.getAsJsonObject(), path);
    }

    boolean has(String field) {
        return json.has(field);
    }

    JsonFields object(String field) throws UnreadableReportException {
        return of(json.get(field), path(field));
    }

    String text(String field) throws UnreadableReportException {
        return text(json.get(field), path(field));
    }

    boolean flag(String field) throws UnreadableReportException {
        JsonElement element = json.get(field);
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isBoolean()) {
            throw damaged(path(field), "true or false");
        }
        return element.getAsBoolean();
    }

    /** A whole number, 0 or more. */
    long number(String field) throws UnreadableReportException {
        try {
            return decimal(field).toBigIntegerExact().longValueExact();
        } catch (ArithmeticException e) {
            throw damaged(path(field), "a whole number", e);
        }
    }

    Duration duration(String field) throws UnreadableReportException {
        try {
            return Seconds.toDuration(decimal(field));
        } catch (ArithmeticException e) {
            throw damaged(path(field), "seconds from 0 to 1e9", e);
        }
    }

    <E extends Enum<E>> E word(Class<E> type, String field) throws UnreadableReportException {
        String name = text(field);
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw damaged(path(field), "a word that this version knows, not '" + name + "'", e);
        }
    }

    List<JsonFields> objects(String field) throws UnreadableReportException {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonElement element : array(field)) {
            objects.add(of(element, path(field) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    List<String> texts(String field) throws UnreadableReportException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(field)) {
            texts.add(text(element, path(field) + "[" + texts.size() + "]"));
        }
        return texts;
    }

    private Iterable<JsonElement> array(String field) throws UnreadableReportException {
        JsonElement element = json.get(field);
        if (element == null || !element.isJsonArray()) {
            throw damaged(path(field), "an array");
        }
        return element.getAsJsonArray();
    }

    private BigDecimal decimal(String field) throws UnreadableReportException {
        JsonElement element = json.get(field);
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()) {
            throw damaged(path(field), "a number");
        }
        try {
            BigDecimal number = element.getAsBigDecimal();
            // "1e9999" is short to write and long to calculate with.
            if (number.signum() >= 0 && Math.abs((long) number.scale()) <= 20 && number.precision() <= 40) {
                return number;
            }
            throw damaged(path(field), "a number of ordinary size, not negative");
        } catch (NumberFormatException e) {
            throw damaged(path(field), "a number of ordinary size, not negative", e);
        }
    }

    private String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String text(JsonElement element, String path) throws UnreadableReportException {
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isString()) {
            throw damaged(path, "a text");
        }
        return element.getAsString();
    }

    private static UnreadableReportException damaged(String path, String expected) {
        return damaged(path, expected, null);
    }

    private static UnreadableReportException damaged(String path, String expected, Exception cause) {
        return new UnreadableReportException(
                "damaged: " + (path.isEmpty() ? "it" : path) + " must be " + expected, cause);
    }
}
