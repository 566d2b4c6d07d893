package io.jenkins.plugins.cleankill.live;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.deadbuilds.AgentLogs;
import io.jenkins.plugins.cleankill.deadbuilds.RemainsEnd;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import jenkins.model.Jenkins;

/** What users have had ended by an agent's page: the last few of each agent, with what came of them. */
final class Endings {

    private static final int MOST = 5;
    private static final Map<Computer, Deque<Ending>> BY_COMPUTER = new WeakHashMap<>();

    private Endings() {}

    /** Begins to end what the build has left; nothing if that goes on already. */
    static void begin(Computer computer, VirtualChannel channel, BuildView build) throws InvalidSettingException {
        synchronized (BY_COMPUTER) {
            Deque<Ending> endings = BY_COMPUTER.computeIfAbsent(computer, key -> new ArrayDeque<>());
            if (endings.stream()
                    .anyMatch(each -> each.origin().equals(build.origin())
                            && !each.report().isDone())) {
                return;
            }
            endings.removeIf(each -> each.origin().equals(build.origin()));
            endings.addFirst(new Ending(
                    build.origin(),
                    RemainsEnd.begin(
                            channel,
                            "Left by " + SafeText.name(build.origin().build()) + ", ended by "
                                    + SafeText.name(Jenkins.getAuthentication2().getName()),
                            build.origin(),
                            build.listed().keep(),
                            CleanKillConfiguration.get()
                                    .resolve(new KillFields())
                                    .settings(),
                            AgentLogs.of(computer).getLogger())));
            while (endings.size() > MOST) {
                endings.removeLast();
            }
        }
    }

    /** The last of them, the latest first. */
    static List<Ending> on(Computer computer) {
        synchronized (BY_COMPUTER) {
            return List.copyOf(BY_COMPUTER.getOrDefault(computer, new ArrayDeque<>()));
        }
    }

    /** The end of what a build has left. */
    record Ending(Origin origin, CompletableFuture<TerminationReport> report) {}
}
