package io.jenkins.plugins.cleankill.deadbuilds;

import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.HolderLines;
import java.util.List;
import java.util.Map;

/**
 * The processes that a build has left on an agent.
 *
 * @param build the build, as the agent tells it
 * @param name its name
 * @param known whether the build is known, and over; a build that is not known any more may be another controller's
 * @param becomes what becomes of its processes
 * @param holdings what its processes hold, as far as that is known
 */
record Remains(FoundBuild build, String name, boolean known, Becomes becomes, Map<FoundProcess, Holdings> holdings) {

    private static final int MOST_NAMES = 5;

    /** What becomes of them. */
    enum Becomes {
        ENDED("it is ended first", "they are ended first"),
        LEFT("it is left running", "they are left running"),
        LEFT_AFTER_A_TRY("it could not be ended before", "they could not be ended before"),
        ENTANGLED(
                "it is left alone: a process of another build descends from it",
                "they are left alone: a process of another build descends from them");

        private final String one;
        private final String many;

        Becomes(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    /** Whether it is to be ended now. */
    boolean isToBeEnded() {
        return becomes == Becomes.ENDED;
    }

    /**
     * Whether a build should hear of it: the shells of durable-task around a script that has just ended end by themselves,
     * some seconds later.
     */
    boolean isWorthTelling() {
        return count() > 0;
    }

    private int count() {
        return build.count()
                - (int) build.processes().stream().filter(FoundProcess::wrapper).count();
    }

    /** All of it in a line, for the build that meets them. */
    String sentence() {
        boolean one = count() == 1;
        return "Left here by " + SafeText.name(name) + (known ? ", which is over: " : ", which is not known any more: ")
                + names() + ", " + (one ? "" : "up to ") + HolderLines.age(build.age()) + " old; "
                + (one ? becomes.one : becomes.many);
    }

    private String names() {
        List<String> named = build.processes().stream()
                .filter(process -> !process.wrapper())
                .limit(MOST_NAMES)
                .map(process -> process.shown() + held(process))
                .toList();
        int more = count() - named.size();
        return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }

    private String held(FoundProcess process) {
        Holdings held = holdings.getOrDefault(process, Holdings.NONE);
        return held.isEmpty() ? "" : " which " + held.text();
    }
}
