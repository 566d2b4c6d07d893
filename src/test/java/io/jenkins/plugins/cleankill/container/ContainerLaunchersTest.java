package io.jenkins.plugins.cleankill.container;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.TaskListener;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerLaunchersTest {

    private final Launcher node = new Launcher.DummyLauncher(TaskListener.NULL);

    /** As Docker's and Kubernetes'. */
    private static final class Enters extends Launcher.DecoratedLauncher {
        Enters(Launcher inner) {
            super(inner);
        }

        @Override
        public void kill(Map<String, String> variables) {
            throw new AssertionError("nobody asked for it");
        }
    }

    private static final class Ours extends Launcher.DecoratedLauncher implements ContainerLaunchers.Transparent {
        Ours(Launcher inner) {
            super(inner);
        }

        @Override
        public void kill(Map<String, String> variables) {
            throw new AssertionError("nobody asked for it");
        }
    }

    @Test
    void aNodesLauncherLeadsIntoNoContainerHoweverItIsDecorated() {
        assertThat(ContainerLaunchers.isOne(node)).isFalse();
        assertThat(ContainerLaunchers.isOne(new Launcher.DecoratedLauncher(node)))
                .isFalse();
        assertThat(ContainerLaunchers.isOne(new Ours(new Launcher.DecoratedLauncher(node))))
                .isFalse();
    }

    @Test
    void aLauncherWithItsOwnKillIsOneWhereverItStands() {
        assertThat(ContainerLaunchers.isOne(new Enters(node))).isTrue();
        assertThat(ContainerLaunchers.isOne(new Launcher.DecoratedLauncher(new Ours(new Enters(new Ours(node))))))
                .isTrue();
    }
}
