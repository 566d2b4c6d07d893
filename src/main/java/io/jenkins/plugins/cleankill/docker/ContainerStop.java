package io.jenkins.plugins.cleankill.docker;

import hudson.model.Computer;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Stops containers side by side, within a window, and learns what became of them. */
final class ContainerStop {

    private static final Logger LOGGER = Logger.getLogger(ContainerStop.class.getName());

    private final DockerClient client;
    private final List<FoundContainer> found;
    private final Duration window;

    ContainerStop(DockerClient client, List<FoundContainer> found, Duration window) {
        this.client = client;
        this.found = List.copyOf(found);
        this.window = window;
    }

    /**
     * Stops them. The daemon kills what is left after the window.
     *
     * @throws IOException if docker fails, so that their ends are not known
     * @throws TimeoutException if docker gives no answer
     */
    List<ContainerRecord> run() throws IOException, InterruptedException, TimeoutException {
        List<String> arguments = Stream.concat(Stream.of(String.valueOf(window.toSeconds())), ids().stream())
                .toList();
        Duration limit = window.plus(AnswerLimit.TO_KILL).plus(AnswerLimit.HURRIED);
        StopAnswer answer = StopAnswer.parse(client.run(DockerScripts.STOP, limit, arguments));
        return found.stream()
                .map(each -> answer.running().contains(each.id())
                        ? each.as(ContainerEnding.LEFT)
                        : each.as(ContainerEnding.STOPPED, answer.exitCodes().get(each.id())))
                .toList();
    }

    /** The records where docker has not told. */
    List<ContainerRecord> unknown() {
        return found.stream().map(each -> each.as(ContainerEnding.UNKNOWN)).toList();
    }

    /** Ends the window: {@link #run} returns soon after. The call does not wait. */
    void killNow() {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                client.run(DockerScripts.KILL, AnswerLimit.HURRIED, ids());
            } catch (IOException | TimeoutException e) {
                // One of them has ended by itself, as a rule; what has not is killed after the window
                LOGGER.log(Level.FINE, "docker kill", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        found.forEach(each -> ids.add(each.id()));
        return ids;
    }
}
