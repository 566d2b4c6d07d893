package io.jenkins.plugins.cleankill.engine.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CookieKindTest {

    @Test
    void theNearestCookieIsTold() {
        assertThat(kind("CLEAN_KILL_COOKIE", "HUDSON_COOKIE")).isEqualTo(CookieKind.BLOCK);
        assertThat(kind("CLEAN_KILL_NODE", "JENKINS_NODE_COOKIE")).isEqualTo(CookieKind.NODE);
        assertThat(kind("JENKINS_SERVER_COOKIE", "PATH")).isEqualTo(CookieKind.JENKINS);
        assertThat(kind("PATH", "HOME")).isEqualTo(CookieKind.NONE);
        assertThat(CookieKind.of(Environment.UNREADABLE)).isEqualTo(CookieKind.NONE);
    }

    private static CookieKind kind(String one, String another) {
        return CookieKind.of(Environment.of(Map.of(one, "x", another, "y")));
    }
}
