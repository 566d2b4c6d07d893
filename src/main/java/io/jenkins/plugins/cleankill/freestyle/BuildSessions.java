package io.jenkins.plugins.cleankill.freestyle;

import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.listeners.RunListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of the builds that run under the wrapper. */
@Extension
public final class BuildSessions extends RunListener<AbstractBuild<?, ?>> {

    private static final Map<AbstractBuild<?, ?>, BuildSession> SESSIONS = new ConcurrentHashMap<>();

    static void begin(AbstractBuild<?, ?> build, BuildSession session) {
        SESSIONS.put(build, session);
    }

    static Optional<BuildSession> find(AbstractBuild<?, ?> build) {
        return Optional.ofNullable(SESSIONS.get(build));
    }

    /** On every path: a build whose checkout failed never came to its tear-down. */
    @Override
    public void onFinalized(AbstractBuild<?, ?> build) {
        SESSIONS.remove(build);
    }
}
