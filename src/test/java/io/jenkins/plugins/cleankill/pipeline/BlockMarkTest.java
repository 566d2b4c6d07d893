package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockMarkTest {

    @Test
    void aBlockWithinAnotherLeavesTheOuterOnesMarkAlone() {
        Map<String, String> environment = new HashMap<>();

        BlockMark outer = BlockMark.within(environment);
        environment.putAll(outer.asVariables());
        BlockMark inner = BlockMark.within(environment);
        environment.putAll(inner.asVariables());
        BlockMark innermost = BlockMark.within(environment);

        assertThat(environment).containsAllEntriesOf(outer.asVariables()).containsAllEntriesOf(inner.asVariables());
        assertThat(environment).doesNotContainKey(innermost.variable());
    }

    @Test
    void whatACallerMatchesOnIsNotReplaced() {
        BlockMark mark = BlockMark.within(Map.of());

        assertThat(mark.and(Map.of("JENKINS_SERVER_COOKIE", "durable-1")))
                .containsEntry("JENKINS_SERVER_COOKIE", "durable-1")
                .containsAllEntriesOf(mark.asVariables());
    }
}
