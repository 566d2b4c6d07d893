package io.jenkins.plugins.cleankill.container;

import hudson.FilePath;
import io.jenkins.plugins.cleankill.agent.AppendedBytes;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The output of a script that has detached itself: a file which the agent sees, too. Where a container runs one command
 * after another, a command's output would come when it is over.
 */
final class DetachedOutput {

    private static final Logger LOGGER = Logger.getLogger(DetachedOutput.class.getName());

    /** More than any script tells: a container may be anybody's. */
    private static final long MOST_BYTES = 8 * 1024 * 1024;

    private final Clock clock = new SystemClock();
    private final FilePath file;

    DetachedOutput(FilePath file) {
        this.file = file;
    }

    /** Copies what comes until it is over, or the limit has passed; then removes the file. */
    void follow(OutputStream sink, BooleanSupplier isOver, Duration limit) throws IOException, InterruptedException {
        Duration end = clock.elapsed().plus(limit);
        long offset = 0;
        while (!isOver.getAsBoolean() && clock.elapsed().compareTo(end) < 0 && offset < MOST_BYTES) {
            byte[] bytes = file.act(new AppendedBytes(offset));
            sink.write(bytes);
            offset += bytes.length;
        }
        delete();
    }

    private void delete() throws InterruptedException {
        try {
            file.delete();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A file is left on an agent", e);
        }
    }
}
