package io.jenkins.plugins.cleankill.deadbuilds;

import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was said and tried on one agent: no process is named twice, and what can't be ended is not tried at every build. */
final class AlreadyReported {

    /** An agent that makes processes up is not listened to for ever. */
    private static final int MOST = 10_000;

    private final Set<FoundProcess> reported = ConcurrentHashMap.newKeySet();
    private final Set<FoundProcess> tried = ConcurrentHashMap.newKeySet();

    /** Whether it was not named before. It is now. */
    boolean isNews(FoundProcess process) {
        return reported.size() < MOST && reported.add(process);
    }

    /** Whether anybody of the build was not tried before. All are now. */
    boolean isWorthATry(FoundBuild build) {
        return tried.size() < MOST && tried.addAll(build.processes());
    }

    /** The agent has gone: a process that is there when it is back is named again. */
    void forget() {
        reported.clear();
        tried.clear();
    }
}
