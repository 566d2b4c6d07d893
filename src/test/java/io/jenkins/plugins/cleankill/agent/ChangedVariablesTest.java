package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangedVariablesTest {

    private static final Map<String, String> OF_BUILD = Map.of("BUILD_ID", "7", "JOB_NAME", "app");

    private final Veto veto = new ChangedVariables(OF_BUILD, Map.of("BUILD_ID", "agent's"), Veto.NONE);

    @Test
    void aProcessOfTheBuildIsNotSpared() {
        assertThat(against(Map.of("BUILD_ID", "7", "JOB_NAME", "app", "HOME", "/")))
                .isEmpty();
    }

    @Test
    void anotherValueIsSpared() {
        assertThat(against(Map.of("BUILD_ID", "allow_to_run", "JOB_NAME", "app")))
                .contains("BUILD_ID in its environment is not the build's");
    }

    @Test
    void aMissingValueIsSpared() {
        assertThat(against(Map.of("BUILD_ID", "7"))).contains("JOB_NAME in its environment is not the build's");
    }

    @Test
    void aProcessThatWasStartedWithoutTheBuildsEnvironmentIsNotSpared() {
        assertThat(against(Map.of("HOME", "/"))).isEmpty();
        assertThat(against(Map.of("BUILD_ID", "agent's"))).isEmpty();
    }

    @Test
    void anEnvironmentThatCannotBeReadProvesNothing() {
        assertThat(veto.against(process(Environment.UNREADABLE))).isEmpty();
    }

    @Test
    void othersAreAskedAboutTheRest() {
        Veto both = new ChangedVariables(OF_BUILD, Map.of(), process -> Optional.of("vetoed"));

        assertThat(both.against(process(Environment.of(OF_BUILD)))).contains("vetoed");
        assertThat(both.against(process(Environment.of(Map.of())))).contains("vetoed");
    }

    private Optional<String> against(Map<String, String> environment) {
        return veto.against(process(Environment.of(environment)));
    }

    private static ProcessInfo process(Environment environment) {
        return new ProcessInfo(new ProcessIdentity(100, 1), 1, ProcessState.SLEEPING, "sleep", environment);
    }
}
