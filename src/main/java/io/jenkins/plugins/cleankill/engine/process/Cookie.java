package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The random value of 128 bits that the processes of one block, build or command inherit in their environment, and the
 * variable that carries it. A process that does not know the value can't select them. A block within another one adds a
 * variable of its own, so that the outer block, too, finds what the inner one has left alive.
 *
 * @param variable the variable's name: {@value #VARIABLE}, the same with {@code _2}, {@code _3} and so on, or
 *     {@value #NODE_VARIABLE}
 * @param value 32 hexadecimal digits
 */
public record Cookie(String variable, String value) implements Serializable {

    /** The environment variable of an outermost block, a build or a command. */
    public static final String VARIABLE = "CLEAN_KILL_COOKIE";

    /** The environment variable of a {@code node} block: no step sets it, so that it is told from a block of a user's. */
    public static final String NODE_VARIABLE = "CLEAN_KILL_NODE";

    private static final String PREFIX = "CLEAN_KILL_";
    private static final Pattern VARIABLES = Pattern.compile(VARIABLE + "(_\\d{1,9})?|" + NODE_VARIABLE);
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public Cookie {
        if (!VARIABLES.matcher(variable).matches()) {
            throw new IllegalArgumentException("variable: '" + variable + "' is not allowed; it must be " + VARIABLE
                    + ", the same with _ and a number, or " + NODE_VARIABLE);
        }
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("cookie: must be 32 hexadecimal digits");
        }
    }

    /** A new one, for processes around which there is no block. */
    public static Cookie random() {
        return new Cookie(VARIABLE, randomValue());
    }

    /** A new cookie in a variable that is not set yet: the cookies of the blocks around stay. */
    public static Cookie within(Map<String, String> environment) {
        String name = VARIABLE;
        for (int depth = 2; environment.containsKey(name); depth++) {
            name = VARIABLE + "_" + depth;
        }
        return new Cookie(name, randomValue());
    }

    /** A new one for a {@code node} block of the global switch. */
    public static Cookie ofNode() {
        return new Cookie(NODE_VARIABLE, randomValue());
    }

    /** All that the environment of a process carries, in no order. */
    public static List<Cookie> allIn(Environment environment) {
        return allIn(environment.startingWith(PREFIX));
    }

    /** All that an environment carries, in no order. A variable of a user's that only looks like one is none. */
    public static List<Cookie> allIn(Map<String, String> environment) {
        return environment.entrySet().stream()
                .flatMap(variable -> parse(variable.getKey(), variable.getValue()).stream())
                .toList();
    }

    private static Optional<Cookie> parse(String name, String value) {
        return VARIABLES.matcher(name).matches() && DIGITS.matcher(value).matches()
                ? Optional.of(new Cookie(name, value))
                : Optional.empty();
    }

    private static String randomValue() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether it marks a {@code node} block of the global switch, and not a user's {@code withCleanKill}. */
    public boolean isOfNode() {
        return variable.equals(NODE_VARIABLE);
    }

    /** The variable in the environment of a process that carries the cookie. */
    public Map<String, String> asVariables() {
        return Map.of(variable, value);
    }

    /** The variables and the cookie. */
    public Map<String, String> and(Map<String, String> others) {
        Map<String, String> both = new HashMap<>(others);
        both.putAll(asVariables());
        return both;
    }
}
