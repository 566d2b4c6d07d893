package io.jenkins.plugins.cleankill.controller;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Environment variables as launchers take them: {@code NAME=VALUE}. */
public final class Variables {

    private Variables() {}

    /** The variables of the environment, and more; a later one holds. */
    @SafeVarargs
    public static String[] with(String[] environment, Map<String, String>... more) {
        return Stream.concat(
                        Arrays.stream(environment),
                        Arrays.stream(more)
                                .flatMap(each -> each.entrySet().stream())
                                .map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }
}
