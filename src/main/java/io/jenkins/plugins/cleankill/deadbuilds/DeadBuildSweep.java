package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.FindBuildsTask;
import io.jenkins.plugins.cleankill.agent.FindHoldingsTask;
import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.deadbuilds.Origins.Fate;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One look at an agent's machine for processes of builds that are over. */
final class DeadBuildSweep {

    private static final Logger LOGGER = Logger.getLogger(DeadBuildSweep.class.getName());
    private static final int MOST_LINES = 100;

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
        Map<FoundBuild, Fate> dead = new LinkedHashMap<>();
        for (FoundBuild build : FindBuildsTask.find(channel, Origins.controller())) {
            Fate fate = Origin.parse(build.origin()).map(Origins::fate).orElse(Fate.RUNNING);
            if (fate != Fate.RUNNING) {
                dead.put(build, fate);
            }
        }
        Map<FoundProcess, Holdings> holdings = holdings(dead.keySet());
        List<Remains> all = new ArrayList<>();
        dead.forEach((build, fate) -> {
            Origin origin = Origin.parse(build.origin()).orElseThrow();
            log(build, origin, fate, holdings);
            all.add(new Remains(build, origin.build(), fate == Fate.OVER, becomes(build, fate == Fate.OVER), holdings));
        });
        return all;
    }

    /** A process is named without what it holds where that is not told. */
    private Map<FoundProcess, Holdings> holdings(Collection<FoundBuild> dead) throws InterruptedException {
        try {
            return FindHoldingsTask.find(
                    channel,
                    dead.stream()
                            .flatMap(build -> build.processes().stream())
                            .filter(process -> !process.wrapper())
                            .toList());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "What processes hold is not known", e);
            return Map.of();
        }
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

    private void log(FoundBuild build, Origin origin, Fate fate, Map<FoundProcess, Holdings> holdings) {
        String which = SafeText.name(origin.build())
                + (fate == Fate.OVER ? ", which is over" : ", which is not known any more")
                + (build.entangled() ? "; it is left alone: a process of another build descends from it" : "");
        List<FoundProcess> news = build.processes().stream()
                .limit(FoundBuild.MOST_PROCESSES)
                .filter(reported::isNews)
                .toList();
        news.forEach(process -> say(process.shown() + (process.stopped() ? ", stopped," : "") + " was left by " + which
                + held(holdings.getOrDefault(process, Holdings.NONE))));
        if (!news.isEmpty() && build.count() > build.processes().size()) {
            say((build.count() - build.processes().size()) + " more were left by " + which);
        }
    }

    private static String held(Holdings holdings) {
        return holdings.isEmpty() ? "" : "; it " + holdings.text();
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
        try {
            TerminationReport report = RemainsEnd.begin(
                            channel, "Left by " + SafeText.name(origin.build()), origin, build.keep(), settings, log)
                    .get();
            return report.survivors().isEmpty();
        } catch (ExecutionException e) {
            say("The processes of " + SafeText.name(origin.build()) + " could not be ended: " + e.getMessage());
            return false;
        }
    }
}
