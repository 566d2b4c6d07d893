package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.junit.jupiter.api.Test;

class NodeLaunchersTest {

    private static final Launcher PLAIN = new Launcher.DummyLauncher(TaskListener.NULL);

    private final List<String> order = new ArrayList<>();

    private LauncherDecorator says(String name) {
        return new LauncherDecorator() {
            @Override
            public Launcher decorate(Launcher launcher, Node node) {
                order.add(name);
                return launcher;
            }
        };
    }

    @Test
    void areBeneathWhatOtherStepsHaveMade() {
        new NodeLaunchers(says("another step's"), says("ours")).decorate(PLAIN, null);

        assertThat(order).containsExactly("ours", "another step's");
    }

    @Test
    void areAloneWhereNoOtherStepIs() {
        assertThat(new NodeLaunchers(null, says("ours")).decorate(PLAIN, null)).isSameAs(PLAIN);
        assertThat(order).containsExactly("ours");
    }

    @Test
    void countOnceThoughAStepHasMergedThemIntoItsOwn() {
        LauncherDecorator merged =
                BodyInvoker.mergeLauncherDecorators(new NodeLaunchers(null, says("ours")), says("another step's"));

        new NodeLaunchers(merged, says("ours")).decorate(PLAIN, null);
        new NodeLaunchers(null, says("the next")).decorate(PLAIN, null);

        assertThat(order).containsExactly("ours", "another step's", "the next");
    }
}
