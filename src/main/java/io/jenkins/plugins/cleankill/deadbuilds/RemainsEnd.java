package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends what a build that is over has left on an agent: as at the end of a build, with all of the windows. */
public final class RemainsEnd {

    private static final Duration AFTER_THE_WINDOWS = Duration.ofMinutes(1);

    private RemainsEnd() {}

    /**
     * Begins it.
     *
     * @param cause what the first line tells
     * @param kept globs of what the build wanted to be kept
     * @param settings how to end them; what it leaves alive is not asked
     * @param log takes the lines
     * @return completes with what came of it; fails if the agent does not answer until a minute after the windows
     */
    public static CompletableFuture<TerminationReport> begin(
            VirtualChannel channel,
            String cause,
            Origin origin,
            List<String> kept,
            Settings settings,
            PrintStream log) {
        TerminationOrder order = TerminationOrder.leftovers(
                cause, Scope.ofVariables(Map.of(Origin.VARIABLE, origin.text())), ending(settings, kept));
        return AgentTermination.begin(channel, order, log, null)
                .report()
                .orTimeout(settings.ladder().total().plus(AFTER_THE_WINDOWS).toSeconds(), TimeUnit.SECONDS);
    }

    private static Settings ending(Settings settings, List<String> kept) {
        return new Settings(
                settings.ladder(),
                settings.delivery(),
                LeftoverPolicy.KILL,
                new KeepPatterns(Stream.concat(settings.keep().globs().stream(), kept.stream())
                        .distinct()
                        .toList()),
                false,
                DumpSignals.NONE,
                settings.from());
    }
}
