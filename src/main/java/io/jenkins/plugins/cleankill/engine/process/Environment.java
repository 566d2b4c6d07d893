package io.jenkins.plugins.cleankill.engine.process;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment that a process was started with. An environment that could not be read is <em>unreadable</em>, never
 * empty: an empty one proves that a process does not carry the cookie, an unreadable one proves nothing.
 *
 * <p>It is kept as the bytes that it was read as, and a variable is looked for among these: of a thousand environments
 * with dozens of variables each, a search asks for two or three variables.
 */
public final class Environment {

    /** The environment was not asked for. */
    public static final Environment NOT_READ = new Environment(Readability.NOT_READ, "");

    /** The system refused: another user's process. */
    public static final Environment UNREADABLE = new Environment(Readability.UNREADABLE, "");

    private static final char END = '\0';
    private static final char EQUALS = '=';

    private final Readability readability;
    /** {@code NAME=value} ended by NUL, as in environ(7). A character is a byte: {@link LosslessUtf8} tells what it means. */
    private final String block;

    private Environment(Readability readability, String block) {
        this.readability = readability;
        this.block = block;
    }

    /** An environment of these variables. */
    public static Environment of(Map<String, String> variables) {
        StringBuilder block = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            block.append(bytes(variable.getKey())).append(EQUALS);
            block.append(bytes(variable.getValue())).append(END);
        }
        return new Environment(Readability.READ, block.toString());
    }

    /**
     * An environment as the system keeps it, {@code NAME=value} ended by NUL. Of several variables with one name the first counts, as
     * for getenv(3); one without a name is left out.
     */
    public static Environment of(byte[] block, int length) {
        return new Environment(Readability.READ, new String(block, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** Whether the variables could be read. */
    public Readability readability() {
        return readability;
    }

    /** Whether no variable is known. */
    public boolean isEmpty() {
        return nextVariable(0) < 0;
    }

    /** Whether the variable is known to have this value. */
    public boolean has(String name, String value) {
        int from = valueOf(name);
        String wanted = bytes(value);
        return from >= 0 && end(from) == from + wanted.length() && block.startsWith(wanted, from);
    }

    /** Whether all these variables are known to have these values. False for an empty map: nothing selects nothing. */
    public boolean hasAll(Map<String, String> wanted) {
        for (Map.Entry<String, String> variable : wanted.entrySet()) {
            if (!has(variable.getKey(), variable.getValue())) {
                return false;
            }
        }
        return !wanted.isEmpty();
    }

    /** The variable's value, if it is known. */
    public Optional<String> get(String name) {
        int from = valueOf(name);
        return from < 0 ? Optional.empty() : Optional.of(text(from, end(from)));
    }

    /** All variables, none unless they were read: a map of its own each time. */
    public Map<String, String> variables() {
        return startingWith("");
    }

    /** The variables whose names start with the prefix: a map of its own each time. */
    public Map<String, String> startingWith(String prefix) {
        String wanted = bytes(prefix);
        Map<String, String> found = new HashMap<>();
        for (int equals = nextVariable(0); equals >= 0; equals = nextVariable(end(equals))) {
            int begin = begin(equals);
            if (block.startsWith(wanted, begin)) {
                found.putIfAbsent(text(begin, equals), text(equals + 1, end(equals)));
            }
        }
        return found;
    }

    /** Where the name of the next variable ends; -1 if there is none. What has no name is passed over. */
    private int nextVariable(int from) {
        int equals = block.indexOf(EQUALS, from);
        while (equals >= 0 && begin(equals) == equals) {
            equals = block.indexOf(EQUALS, end(equals));
        }
        return equals;
    }

    /** Where the value of the variable begins, -1 if it is not known. */
    private int valueOf(String name) {
        String wanted = bytes(name);
        if (wanted.isEmpty() || wanted.indexOf(EQUALS) >= 0) {
            return -1;
        }
        for (int at = block.indexOf(wanted); at >= 0; at = block.indexOf(wanted, at + 1)) {
            int equals = at + wanted.length();
            if (isBegin(at) && equals < block.length() && block.charAt(equals) == EQUALS) {
                return equals + 1;
            }
        }
        return -1;
    }

    private boolean isBegin(int at) {
        return at == 0 || block.charAt(at - 1) == END;
    }

    private int begin(int within) {
        return block.lastIndexOf(END, within) + 1;
    }

    /** The last variable may lack its NUL: a process may have overwritten it. */
    private int end(int from) {
        int end = block.indexOf(END, from);
        return end < 0 ? block.length() : end;
    }

    private String text(int from, int to) {
        return LosslessUtf8.decode(block.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String bytes(String text) {
        return isAscii(text) ? text : new String(LosslessUtf8.encode(text), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Environment environment
                && readability == environment.readability
                && block.equals(environment.block);
    }

    @Override
    public int hashCode() {
        return Objects.hash(readability, block);
    }

    /** Without the variables, which may be secrets. */
    @Override
    public String toString() {
        return readability.toString();
    }

    /** Whether the variables were read. */
    public enum Readability {
        READ,
        UNREADABLE,
        NOT_READ
    }
}
