package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import org.junit.jupiter.api.Test;

class AgentClassesTest {

    @Test
    void whatRunsOnAnAgentIsAmongThem() throws Exception {
        assertThat(AgentClasses.names())
                .contains(
                        CleanKill.class.getName(), TerminationTask.class.getName(), RunningTermination.class.getName());
        for (String name : AgentClasses.names()) {
            assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
        }
    }

    /** Every block asks for them. */
    @Test
    void theJarIsWalkedOnce() throws Exception {
        assertThat(AgentClasses.names()).isSameAs(AgentClasses.names());
    }
}
