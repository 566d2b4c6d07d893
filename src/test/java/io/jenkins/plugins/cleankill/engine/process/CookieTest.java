package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CookieTest {

    @Test
    void aBlockWithinAnotherLeavesTheOuterOnesCookieAlone() {
        Map<String, String> environment = new HashMap<>();

        Cookie outer = Cookie.within(environment);
        environment.putAll(outer.asVariables());
        Cookie inner = Cookie.within(environment);
        environment.putAll(inner.asVariables());
        Cookie innermost = Cookie.within(environment);

        assertThat(environment).containsAllEntriesOf(outer.asVariables()).containsAllEntriesOf(inner.asVariables());
        assertThat(environment).doesNotContainKey(innermost.variable());
    }

    @Test
    void allOfAnEnvironmentAreFound() {
        Cookie outer = Cookie.random();
        Cookie inner = Cookie.within(outer.asVariables());
        Cookie node = Cookie.ofNode();

        assertThat(Cookie.allIn(outer.and(inner.and(node.asVariables()))))
                .containsExactlyInAnyOrder(outer, inner, node);
    }

    @Test
    void aVariableOfAUsersThatLooksLikeOneIsNone() {
        assertThat(Cookie.allIn(Map.of(
                        "CLEAN_KILL_COOKIE_X", "1",
                        "CLEAN_KILL_COOKIE_2", "1",
                        "CLEAN_KILL_COOKIES", "0123456789abcdef0123456789abcdef",
                        "CLEAN_KILL_COOKIE_X_2", "0123456789abcdef0123456789abcdef")))
                .isEmpty();
    }

    @Test
    void onlyThatOfANodeIsOfANode() {
        assertThat(Cookie.ofNode().isOfNode()).isTrue();
        assertThat(Cookie.random().isOfNode()).isFalse();
    }

    @Test
    void whatACallerMatchesOnIsNotReplaced() {
        Cookie cookie = Cookie.within(Map.of());

        assertThat(cookie.and(Map.of("JENKINS_SERVER_COOKIE", "durable-1")))
                .containsEntry("JENKINS_SERVER_COOKIE", "durable-1")
                .containsAllEntriesOf(cookie.asVariables());
    }

    @Test
    void anotherVariableOrAnotherValueIsRefused() {
        assertThatThrownBy(() -> new Cookie("PATH", "0123456789abcdef0123456789abcdef"))
                .hasMessage(
                        "variable: 'PATH' is not allowed; it must be CLEAN_KILL_COOKIE, the same with _ and a number,"
                                + " or CLEAN_KILL_NODE");
        assertThatThrownBy(() -> new Cookie(Cookie.VARIABLE, "1")).hasMessage("cookie: must be 32 hexadecimal digits");
    }
}
