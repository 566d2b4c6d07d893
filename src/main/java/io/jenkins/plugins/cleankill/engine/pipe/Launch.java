package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Map;

/**
 * A command whose outputs are looked for.
 *
 * @param variables what its processes have in their environment, and no others
 * @param owner the value of its build's cookie
 * @param notBefore a moment at or before its start, in ticks of start times
 */
public record Launch(Map<String, String> variables, String owner, long notBefore) {

    /** The cookies of Jenkins itself in a build: a process with one of them and not ours is another build's. */
    private static final List<String> OF_JENKINS =
            List.of("HUDSON_COOKIE", "JENKINS_SERVER_COOKIE", "JENKINS_NODE_COOKIE");

    public Launch {
        variables = Map.copyOf(variables);
    }

    boolean isCarriedBy(Environment environment) {
        return environment.hasAll(variables)
                || Cookie.allIn(environment).stream()
                        .anyMatch(cookie -> cookie.value().equals(owner));
    }

    /** Whether the environment tells of a build, which is not the command's. */
    boolean isAnothers(Environment environment) {
        return !isCarriedBy(environment)
                && (!Cookie.allIn(environment).isEmpty()
                        || OF_JENKINS.stream()
                                .anyMatch(name -> environment.get(name).isPresent()));
    }

    /** Whether the process was there before the command: it can't have inherited anything of it. */
    boolean isYoungerThan(ProcessInfo process) {
        return process.identity().start() < notBefore;
    }
}
