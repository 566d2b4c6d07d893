package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What the processes of one block carry in their environment. A block within another adds a variable of its own to the
 * outer one's, so that the outer block, too, finds what the inner one has left alive.
 *
 * @param variable the variable's name: other blocks around and within have other names
 * @param cookie its value
 */
record BlockMark(String variable, Cookie cookie) implements Serializable {

    /** A new one, for a block among whose variables are the outer blocks' marks. */
    static BlockMark within(Map<String, String> environment) {
        String name = Cookie.VARIABLE;
        for (int depth = 2; environment.containsKey(name); depth++) {
            name = Cookie.VARIABLE + "_" + depth;
        }
        return new BlockMark(name, Cookie.random());
    }

    Map<String, String> asVariables() {
        return Map.of(variable, cookie.value());
    }

    /** These variables and the mark. */
    Map<String, String> and(Map<String, String> others) {
        Map<String, String> both = new HashMap<>(others);
        both.putAll(asVariables());
        return both;
    }
}
