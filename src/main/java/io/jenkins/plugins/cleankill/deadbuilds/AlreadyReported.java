package io.jenkins.plugins.cleankill.deadbuilds;

import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reports and tries on one agent: no process is named twice, nor tried again at every build. */
final class AlreadyReported {

    /** An agent that makes processes up is not listened to for ever. */
    private static final int MOST = 10_000;

    private final Set<FoundProcess> reported = ConcurrentHashMap.newKeySet();
    private final Set<FoundProcess> tried = ConcurrentHashMap.newKeySet();

    /** Whether the process was not named before. From now on it counts as named. */
    boolean isNews(FoundProcess process) {
        return reported.size() < MOST && reported.add(process);
    }

    /** Whether any process of the build was not tried before. From now on all of its processes count as tried. */
    boolean isWorthATry(FoundBuild build) {
        return tried.size() < MOST && tried.addAll(build.processes());
    }

    /** The agent has gone: a process that is there when it is back is named again. */
    void forget() {
        reported.clear();
        tried.clear();
    }
}
