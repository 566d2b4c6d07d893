package io.jenkins.plugins.cleankill.docker;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.engine.process.Cookie;

/**
 * A block, or a build, that may have started containers.
 *
 * @param run the build
 * @param cookie the cookie that its processes carry
 * @param part where in the build it stands, in words; empty for the whole
 * @param effective its settings
 */
public record ContainerOwner(Run<?, ?> run, Cookie cookie, String part, ResolvedSettings effective) {

    private static final String TAG = "BUILD_TAG";

    /** The variable of this name, by which a script may name what it starts. */
    String tag() {
        return tag(run);
    }

    static String tag(Run<?, ?> run) {
        return run.getCharacteristicEnvVars().get(TAG);
    }
}
