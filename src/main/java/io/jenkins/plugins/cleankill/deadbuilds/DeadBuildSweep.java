package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.FindBuildsTask;
import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.deadbuilds.Origins.Fate;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One look at an agent's machine for processes of builds that are over. */
final class DeadBuildSweep {

    private static final int MOST_LINES = 100;
    private static final Duration AFTER_THE_WINDOWS = Duration.ofMinutes(1);

    private final VirtualChannel channel;
    private final PrintStream log;
    private final DeadBuildPolicy policy;
    private final Settings settings;
    private final AlreadyReported reported;
    private int lines;

    /**
     * @param settings how to end them
     * @param reported the processes that were named and tried before
     */
    DeadBuildSweep(
            VirtualChannel channel,
            PrintStream log,
            DeadBuildPolicy policy,
            Settings settings,
            AlreadyReported reported) {
        this.channel = channel;
        this.log = log;
        this.policy = policy;
        this.settings = settings;
        this.reported = reported;
    }

    /** Looks, tells the search, ends what is to be ended, and tells it again. */
    void run(Search search) throws InterruptedException {
        boolean allEnded = true;
        try {
            List<Remains> found = find();
            search.found(found);
            for (Remains remains : found) {
                allEnded &= !remains.isToBeEnded() || end(remains.build());
            }
        } catch (IOException e) {
            say("Processes of builds that are over could not be looked for: " + e.getMessage());
        }
        search.end(allEnded);
    }

    private List<Remains> find() throws IOException, InterruptedException {
        List<Remains> all = new ArrayList<>();
        for (FoundBuild build : FindBuildsTask.find(channel, Origins.controller())) {
            Optional<Origin> origin = Origin.parse(build.origin());
            Fate fate = origin.map(Origins::fate).orElse(Fate.RUNNING);
            if (fate != Fate.RUNNING) {
                log(build, origin.orElseThrow(), fate);
                all.add(new Remains(
                        build, origin.orElseThrow().build(), fate == Fate.OVER, becomes(build, fate == Fate.OVER)));
            }
        }
        return all;
    }

    private Remains.Becomes becomes(FoundBuild build, boolean isOver) {
        if (!isOver || policy != DeadBuildPolicy.KILL) {
            return Remains.Becomes.LEFT;
        }
        if (build.entangled()) {
            return Remains.Becomes.ENTANGLED;
        }
        return reported.isWorthATry(build) ? Remains.Becomes.ENDED : Remains.Becomes.LEFT_AFTER_A_TRY;
    }

    private void log(FoundBuild build, Origin origin, Fate fate) {
        String which = SafeText.name(origin.build())
                + (fate == Fate.OVER ? ", which is over" : ", which is not known any more")
                + (build.entangled() ? "; it is left alone: a process of another build descends from it" : "");
        List<FoundProcess> news = build.processes().stream()
                .limit(FoundBuild.MOST_PROCESSES)
                .filter(reported::isNews)
                .toList();
        news.forEach(
                process -> say(process.shown() + (process.stopped() ? ", stopped," : "") + " was left by " + which));
        if (!news.isEmpty() && build.count() > build.processes().size()) {
            say((build.count() - build.processes().size()) + " more were left by " + which);
        }
    }

    private void say(String text) {
        lines++;
        if (lines <= MOST_LINES) {
            log.println(LogLines.line(text));
        } else if (lines == MOST_LINES + 1) {
            log.println(LogLines.line("There are more; they are not named"));
        }
    }

    /** Whether all of its processes have ended. */
    private boolean end(FoundBuild build) throws InterruptedException {
        Origin origin = Origin.parse(build.origin()).orElseThrow();
        TerminationOrder order = TerminationOrder.leftovers(
                "Left by " + SafeText.name(origin.build()),
                Scope.ofVariables(Map.of(Origin.VARIABLE, origin.text())),
                ending(build.keep()));
        try {
            TerminationReport report = AgentTermination.begin(channel, order, log, null)
                    .report()
                    .get(settings.ladder().total().plus(AFTER_THE_WINDOWS).toSeconds(), TimeUnit.SECONDS);
            return report.survivors().isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            say("The processes of " + SafeText.name(origin.build()) + " could not be ended: " + e.getMessage());
            return false;
        }
    }

    private Settings ending(List<String> kept) {
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
