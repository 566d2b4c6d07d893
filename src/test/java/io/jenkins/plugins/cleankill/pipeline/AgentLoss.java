package io.jenkins.plugins.cleankill.pipeline;

import hudson.model.Node;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.agent.OwnPid;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** The ways to lose the agent that is called {@code here}. */
enum AgentLoss {
    /** The agent's JVM goes on, or, where it can, restarts itself by exec. An agent may be deleted already. */
    DELETED {
        @Override
        void agent(JenkinsRule jenkins) throws Exception {
            Node node = jenkins.jenkins.getNode("here");
            if (node != null) {
                jenkins.jenkins.removeNode(node);
            }
        }
    },
    DISCONNECTED {
        @Override
        void agent(JenkinsRule jenkins) throws Exception {
            jenkins.jenkins
                    .getComputer("here")
                    .disconnect(new OfflineCause.ByCLI("a test"))
                    .get(30, TimeUnit.SECONDS);
        }
    },
    SIGTERM {
        @Override
        void agent(JenkinsRule jenkins) throws Exception {
            ProcessHandle jvm = jvm(jenkins);
            jvm.destroy();
            jvm.onExit().get(60, TimeUnit.SECONDS);
        }
    },
    SIGKILL {
        @Override
        void agent(JenkinsRule jenkins) throws Exception {
            jvm(jenkins).destroyForcibly();
            InboundAgentExtension.waitForAgentOffline(jenkins, "here");
        }
    };

    /** Loses it. */
    abstract void agent(JenkinsRule jenkins) throws Exception;

    private static ProcessHandle jvm(JenkinsRule jenkins) throws Exception {
        long pid = ((Slave) jenkins.jenkins.getNode("here")).getChannel().call(new OwnPid());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
