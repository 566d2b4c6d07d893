package io.jenkins.plugins.cleankill.docker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to {@link DockerScripts#LOOK}.
 *
 * @param containers the containers that run
 * @param now the daemon's time
 * @param onTheAgent whether the daemon's machine is the agent's, so that paths mean the same to both
 */
record DockerAnswer(List<RunningContainer> containers, Instant now, boolean onTheAgent) {

    /** Where nothing runs. */
    private static final DockerAnswer NOTHING = new DockerAnswer(List.of(), Instant.EPOCH, false);

    private static final String ID = "[0-9a-f]{64}";

    DockerAnswer {
        containers = List.copyOf(containers);
    }

    /**
     * Reads what the script has printed.
     *
     * @throws IOException if that is no such answer
     */
    static DockerAnswer parse(String text) throws IOException {
        List<RunningContainer> containers = new ArrayList<>();
        String[] daemon = {};
        String agent = "";
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            if (line.startsWith("{")) {
                containers.add(container(line));
            } else if (line.startsWith("daemon ")) {
                daemon = line.split(" ", 3);
            } else if (line.startsWith("agent ")) {
                agent = line.split(" ", 2)[1];
            }
        }
        if (containers.isEmpty()) {
            return NOTHING;
        }
        if (daemon.length < 3 || agent.isBlank()) {
            throw new IOException("docker's answer breaks off");
        }
        return new DockerAnswer(containers, instant(daemon[1]), daemon[2].equals(agent));
    }

    private static RunningContainer container(String line) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            String id = json.get("id").getAsString();
            if (!id.matches(ID)) {
                throw new IOException("docker's answer has no id: " + id);
            }
            return new RunningContainer(
                    id,
                    json.get("name").getAsString().replaceFirst("^/", ""),
                    json.get("image").getAsString(),
                    instant(json.get("created").getAsString()),
                    labels(json.get("labels")),
                    mounted(json.get("mounts")),
                    environment(json.getAsJsonArray("environment")));
        } catch (RuntimeException e) {
            throw new IOException("docker's answer can't be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> labels(JsonElement json) {
        Map<String, String> labels = new HashMap<>();
        if (json instanceof JsonObject object) {
            object.entrySet()
                    .forEach(each -> labels.put(each.getKey(), each.getValue().getAsString()));
        }
        return labels;
    }

    /** A named volume has a source, too, of the daemon's own. */
    private static List<String> mounted(JsonElement json) {
        List<String> sources = new ArrayList<>();
        if (json instanceof JsonArray mounts) {
            for (JsonElement mount : mounts) {
                JsonObject object = mount.getAsJsonObject();
                if ("bind".equals(object.get("Type").getAsString())) {
                    sources.add(object.get("Source").getAsString());
                }
            }
        }
        return sources;
    }

    private static Map<String, String> environment(JsonArray json) {
        Map<String, String> environment = new HashMap<>();
        for (JsonElement each : json) {
            String[] variable =
                    each.isJsonNull() ? new String[0] : each.getAsString().split("=", 2);
            if (variable.length == 2) {
                environment.put(variable[0], variable[1]);
            }
        }
        return environment;
    }

    private static Instant instant(String text) throws IOException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IOException("docker's answer has no time: " + text, e);
        }
    }
}
