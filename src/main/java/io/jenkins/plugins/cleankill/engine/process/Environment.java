package io.jenkins.plugins.cleankill.engine.process;

import java.util.Map;
import java.util.Optional;

/**
 * The environment that a process was started with. An environment that could not be read is <em>unreadable</em>, never
 * empty: an empty one proves that a process does not carry the cookie, an unreadable one proves nothing.
 *
 * @param readability whether the variables could be read
 * @param variables the variables, empty unless {@link Readability#READ}
 */
public record Environment(Readability readability, Map<String, String> variables) {

    /** The environment was not asked for. */
    public static final Environment NOT_READ = new Environment(Readability.NOT_READ, Map.of());

    /** The system refused: another user's process. */
    public static final Environment UNREADABLE = new Environment(Readability.UNREADABLE, Map.of());

    public Environment {
        variables = Map.copyOf(variables);
        if (readability != Readability.READ && !variables.isEmpty()) {
            throw new IllegalArgumentException("variables: must be empty when the environment was not read");
        }
    }

    /** An environment of these variables. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(Readability.READ, variables);
    }

    /** Whether the variable is known to have this value. */
    public boolean has(String name, String value) {
        return value.equals(variables.get(name));
    }

    /** Whether all these variables are known to have these values. False for an empty map: nothing selects nothing. */
    public boolean hasAll(Map<String, String> wanted) {
        return !wanted.isEmpty() && wanted.entrySet().stream().allMatch(e -> has(e.getKey(), e.getValue()));
    }

    /** The variable's value, if it is known. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Whether the variables were read. */
    public enum Readability {
        READ,
        UNREADABLE,
        NOT_READ
    }
}
