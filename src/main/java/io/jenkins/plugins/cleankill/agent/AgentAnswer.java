package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.security.MasterToSlaveCallable;

/** The bytes that an agent answers with. An agent that hangs is not waited for without end. */
final class AgentAnswer {

    private AgentAnswer() {}

    /**
     * Calls the agent, and waits for its answer.
     *
     * @param most the most that is waited
     * @throws IOException if the call fails on the agent, or there is no answer
     */
    static byte[] of(VirtualChannel channel, MasterToSlaveCallable<byte[], IOException> question, Duration most)
            throws IOException, InterruptedException {
        Future<byte[]> answer = channel.callAsync(question);
        try {
            return answer.get(most.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + most.toSeconds() + " s", e);
        }
    }
}
