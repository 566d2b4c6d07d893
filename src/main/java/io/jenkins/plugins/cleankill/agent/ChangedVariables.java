package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spares what Jenkins' own sweep at the end of a build spares: a process that has the build's environment, but one of the
 * variables that tell the build is missing in it or has another value. A process that was started without the build's
 * environment is not spared: it has changed nothing.
 *
 * @param ofBuild the variables that tell the build, as in {@link hudson.model.Run#getCharacteristicEnvVars()}
 * @param ofAgent the agent's own environment: a variable with the agent's value does not come from the build
 * @param next is asked about the others
 */
record ChangedVariables(Map<String, String> ofBuild, Map<String, String> ofAgent, Veto next) implements Veto {

    @Override
    public Optional<String> against(ProcessInfo process) {
        Environment environment = process.environment();
        return hasAnyOfBuild(environment)
                ? changed(environment).or(() -> next.against(process))
                : next.against(process);
    }

    private boolean hasAnyOfBuild(Environment environment) {
        return ofBuild.keySet().stream()
                .anyMatch(name -> environment
                        .get(name)
                        .filter(value -> !value.equals(ofAgent.get(name)))
                        .isPresent());
    }

    private Optional<String> changed(Environment environment) {
        return new TreeMap<>(ofBuild)
                .entrySet().stream()
                        .filter(variable -> !environment.has(variable.getKey(), variable.getValue()))
                        .map(variable -> variable.getKey() + " in its environment is not the build's")
                        .findFirst();
    }
}
