package io.jenkins.plugins.cleankill.engine.origin;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.util.List;

/** Which cookie the environment of a build's process carries; the first that it has counts. */
public enum CookieKind {
    /** That of the build, or of a block of a Pipeline. */
    BLOCK,
    /** That of a {@code node} step, which the switch for every build sets. */
    NODE,
    /** Jenkins' own only. */
    JENKINS,
    /** None: the process, or the command before it, has unset them. */
    NONE;

    private static final List<String> OF_JENKINS =
            List.of("HUDSON_COOKIE", "JENKINS_NODE_COOKIE", "JENKINS_SERVER_COOKIE");

    /** The kind that it carries. */
    public static CookieKind of(Environment environment) {
        if (environment.get(Cookie.VARIABLE).isPresent()) {
            return BLOCK;
        }
        if (environment.get(Cookie.NODE_VARIABLE).isPresent()) {
            return NODE;
        }
        return OF_JENKINS.stream().anyMatch(name -> environment.get(name).isPresent()) ? JENKINS : NONE;
    }
}
