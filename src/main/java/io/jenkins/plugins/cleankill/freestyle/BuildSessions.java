package io.jenkins.plugins.cleankill.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Environment;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of the builds that run under the wrapper, or for which it is used without one. */
@Extension
public final class BuildSessions extends RunListener<AbstractBuild<?, ?>> {

    private static final Map<AbstractBuild<?, ?>, BuildSession> SESSIONS = new ConcurrentHashMap<>();

    static void begin(AbstractBuild<?, ?> build, BuildSession session) {
        SESSIONS.put(build, session);
    }

    static Optional<BuildSession> find(AbstractBuild<?, ?> build) {
        return Optional.ofNullable(SESSIONS.get(build));
    }

    /** Its tear-down comes after that of the wrappers, on every path, and before the publishers. */
    @Override
    public Environment setUpEnvironment(AbstractBuild build, Launcher launcher, BuildListener listener) {
        return find(build)
                .filter(BuildSession::isOfEveryBuild)
                .map(EndOfSteps::new)
                .orElse(null);
    }

    /**
     * The workspace is released after this: processes that the publishers have launched were not swept yet, and a build
     * that was aborted in its checkout has had no tear-down.
     */
    @Override
    public void onCompleted(AbstractBuild<?, ?> build, TaskListener listener) {
        find(build).ifPresent(session -> {
            if (session.isOfEveryBuild() && session.hasLaunched()) {
                session.sweep();
            } else {
                session.runAfterKill();
            }
        });
    }

    /** On every path: a build whose checkout failed never came to its tear-down. */
    @Override
    public void onFinalized(AbstractBuild<?, ?> build) {
        SESSIONS.remove(build);
    }

    /** Where a build without a wrapper of ours has one. */
    private static final class EndOfSteps extends Environment {

        private final BuildSession session;

        EndOfSteps(BuildSession session) {
            this.session = session;
        }

        @Override
        public boolean tearDown(AbstractBuild build, BuildListener listener) {
            session.sweep();
            return true;
        }
    }
}
