package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The channel to the controller hangs: what is written to the log neither arrives nor fails. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class HangingLogTest {

    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch channelGoesOn = new CountDownLatch(1);

    @Test
    void holdsNoKillingUp() throws Exception {
        Cookie cookie = Cookie.random();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; exec sleep 1000");
        builder.environment().putAll(cookie.asVariables());
        Process stubborn = builder.start();
        try {
            assertThat(stubborn.inputReader().readLine()).isEqualTo("ready");

            Outcome outcome = OutcomeBytes.read(task(cookie).call());

            assertThat(outcome.count(Ending.KILLED)).isEqualTo(1);
            assertThat(stubborn.isAlive()).isFalse();
        } finally {
            channelGoesOn.countDown();
            stubborn.destroyForcibly().waitFor();
        }
    }

    @Test
    void isNotWaitedForByTheNextConnection() throws Exception {
        LineWriter lines = new LineWriter(new HangingStream());
        Thread hanging = new Thread(() -> lines.accept("to the hanging one"));
        hanging.start();
        written.await();
        ByteArrayOutputStream next = new ByteArrayOutputStream();

        lines.redirect(next);
        channelGoesOn.countDown();
        hanging.join();
        lines.accept("to the next one");

        assertThat(next.toString(StandardCharsets.UTF_8)).isEqualTo("to the next one\n");
    }

    private TerminationTask task(Cookie cookie) {
        Settings settings = new Settings(
                Ladder.parse("TERM 1s"), Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
        return new TerminationTask(
                TerminationOrder.abort("Aborted by a test", Scope.of(cookie), settings),
                new RemoteOutputStream(new HangingStream()),
                null,
                false,
                List.of());
    }

    private final class HangingStream extends OutputStream {

        @Override
        public void write(int ignored) throws IOException {
            written.countDown();
            try {
                channelGoesOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
