package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a build's processes those of certain names are ended, and no others. */
class NamedMembersTest extends FakeMachineTestBase {

    private void endNamed(String... names) throws IOException {
        scope = CleanKill.named(machine, scope, new NamePatterns(List.of(names)));
        terminator().run();
    }

    @Test
    void theNamedOneEndsWithItsDescendantsAndNoOther() throws Exception {
        FakeProcess script = main("script");
        FakeProcess service = child(script, "redis-server");
        FakeProcess worker = child(service, "worker");
        FakeProcess beside = child(script, "vite");
        FakeProcess foreign = machine.startNeighbour("redis-server");

        endNamed("redis*");

        assertThat(service.isAlive()).isFalse();
        assertThat(worker.isAlive()).isFalse();
        assertThat(script.isAlive()).isTrue();
        assertThat(beside.isAlive()).isTrue();
        assertThat(foreign.isAlive()).as("of no build").isTrue();
    }

    @Test
    void theWrapperIsNeitherNamedNorFrozen() throws Exception {
        FakeProcess wrapper = main("sh").environment(Map.of("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));
        FakeProcess tool = child(wrapper, "tool");

        endNamed("sh", "tool");

        assertThat(tool.isAlive()).isFalse();
        assertThat(wrapper.isAlive()).isTrue();
        assertThat(machine.held()).isEmpty();
    }

    @Test
    void whatDoesNotParseIsRefusedWithItsName() {
        assertThatThrownBy(() -> new NamePatterns(List.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("names: '' is not allowed; allowed: at least one glob like 'redis*'");
        assertThatThrownBy(() -> new NamePatterns(List.of("ok", "[")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("names: '[' is not allowed; allowed: globs like 'adb'");
    }
}
