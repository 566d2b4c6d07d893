package io.jenkins.plugins.cleankill.freestyle;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The values that Jenkins masks in a build's log: its reports must not tell them either. */
final class BuildSecrets {

    private final Supplier<Set<String>> names;
    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /** @param names the variables that hold secrets now; later steps of the build may add some */
    BuildSecrets(Supplier<Set<String>> names) {
        this.names = names;
    }

    /**
     * Notes those of a command.
     *
     * @param environment its variables as {@code NAME=VALUE}
     */
    void note(List<String> environment) {
        Set<String> secret = names.get();
        environment.stream()
                .map(variable -> variable.split("=", 2))
                .filter(variable -> variable.length == 2 && secret.contains(variable[0]))
                .forEach(variable -> values.add(variable[1]));
    }

    Set<String> texts() {
        return Set.copyOf(values);
    }
}
