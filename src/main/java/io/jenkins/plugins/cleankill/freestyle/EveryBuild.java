package io.jenkins.plugins.cleankill.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.AbstractBuild;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.OneOffExecutor;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.Optional;

/**
 * "Use for every build": the same as the wrapper, with the global settings, for builds of projects that have no wrapper
 * of ours. A build that began without it ends without it, and the other way round.
 */
@Extension
public final class EveryBuild extends LauncherDecorator {

    /** Polling and whatever else is no build has no executor; a matrix' parent, on its flyweight one, launches nothing. */
    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        Executor executor = Executor.currentExecutor();
        if (executor == null
                || executor instanceof OneOffExecutor
                || !(executor.getCurrentExecutable() instanceof AbstractBuild<?, ?> build)
                || !node.getNodeName().equals(build.getBuiltOnStr())) {
            return launcher;
        }
        return session(build, launcher)
                .map(session -> (Launcher) new CleanKillLauncher(launcher, session))
                .orElse(launcher);
    }

    private static Optional<BuildSession> session(AbstractBuild<?, ?> build, Launcher launcher) {
        Optional<BuildSession> known = BuildSessions.find(build);
        return known.isPresent() ? known.filter(BuildSession::isOfEveryBuild) : begin(build, launcher);
    }

    private static Optional<BuildSession> begin(AbstractBuild<?, ?> build, Launcher launcher) {
        CleanKillConfiguration configuration = CleanKillConfiguration.get();
        if (!configuration.isEveryBuild() || hasBegun(build) || hasWrapper(build)) {
            return Optional.empty();
        }
        try {
            BuildSession session = BuildSession.of(
                    build, launcher, launcher.getListener(), configuration.resolve(new KillFields()), true);
            BuildSessions.begin(build, session);
            return Optional.of(session);
        } catch (InvalidSettingException e) {
            launcher.getListener()
                    .getLogger()
                    .println(LogLines.line("The global settings can't be used: " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** The first launcher is made before the workspace is chosen: it was switched on after that. */
    private static boolean hasBegun(AbstractBuild<?, ?> build) {
        return build.getWorkspace() != null;
    }

    private static boolean hasWrapper(AbstractBuild<?, ?> build) {
        return build.getProject() instanceof BuildableItemWithBuildWrappers project
                && project.getBuildWrappersList().get(CleanKillBuildWrapper.class) != null;
    }
}
