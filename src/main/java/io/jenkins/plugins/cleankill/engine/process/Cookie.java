package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The random value of 128 bits that the processes of one block, build or command inherit in their environment. Whoever
 * does not know it can't select them.
 *
 * @param value 32 hexadecimal digits
 */
public record Cookie(String value) implements Serializable {

    /** The environment variable that carries it. */
    public static final String VARIABLE = "CLEAN_KILL_COOKIE";

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public Cookie {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("cookie: must be 32 hexadecimal digits");
        }
    }

    /** A new one. */
    public static Cookie random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new Cookie(HexFormat.of().formatHex(bytes));
    }

    /** What a process that carries it has in its environment. */
    public Map<String, String> asVariables() {
        return Map.of(VARIABLE, value);
    }
}
