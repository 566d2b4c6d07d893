package io.jenkins.plugins.cleankill.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A container that runs, as its daemon tells it.
 *
 * @param id its id, 64 hexadecimal digits
 * @param name its name
 * @param image the name of its image, as it was asked for
 * @param created when it was created, by the daemon's clock
 * @param labels its labels, and those of its image
 * @param mounted the paths on the daemon's machine that are mounted into it
 * @param environment the variables that {@link DockerScripts} asks for, of those that it was created with
 */
record RunningContainer(
        String id,
        String name,
        String image,
        Instant created,
        Map<String, String> labels,
        List<String> mounted,
        Map<String, String> environment) {

    private static final int SHORT_ID = 12;

    RunningContainer {
        labels = Map.copyOf(labels);
        mounted = List.copyOf(mounted);
        environment = Map.copyOf(environment);
    }

    /** The id as {@code docker ps} shows it. */
    String shortId() {
        return id.substring(0, SHORT_ID);
    }

    /** For a person: {@code container web (nginx:1.25, 3f2a9c1b7d04)}. */
    String shown() {
        return "container " + name + " (" + image + ", " + shortId() + ")";
    }
}
