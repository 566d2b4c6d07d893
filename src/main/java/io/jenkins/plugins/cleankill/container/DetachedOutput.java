package io.jenkins.plugins.cleankill.container;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.MasterToSlaveFileCallable;

/**
 * What a script tells that has detached itself: a file which the agent sees, too. Where a container runs one command after
 * another, its output would come when it is over.
 */
final class DetachedOutput {

    private static final Logger LOGGER = Logger.getLogger(DetachedOutput.class.getName());

    /** More than any script tells: a container may be anybody's. */
    private static final long MOST_BYTES = 8 * 1024 * 1024;

    private static final Duration A_LOOK = Duration.ofSeconds(2);

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
            byte[] bytes = file.act(new More(offset));
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

    /** What the file has beyond an offset; waits a moment for it. */
    private static final class More extends MasterToSlaveFileCallable<byte[]> {

        private static final long serialVersionUID = 1L;
        private static final int AT_ONCE = 64 * 1024;

        /** The other container's writes may not be announced here. */
        private static final long UNANNOUNCED_MILLIS = 200;

        private final long offset;

        More(long offset) {
            this.offset = offset;
        }

        @Override
        public byte[] invoke(File file, VirtualChannel channel) throws IOException, InterruptedException {
            Clock clock = new SystemClock();
            Duration end = clock.elapsed().plus(A_LOOK);
            Path folder = file.toPath().toAbsolutePath().getParent();
            try (WatchService watch = folder.getFileSystem().newWatchService()) {
                folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
                while (file.length() <= offset && clock.elapsed().compareTo(end) < 0) {
                    watch.poll(UNANNOUNCED_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            return read(file);
        }

        private byte[] read(File file) throws IOException {
            try (RandomAccessFile text = new RandomAccessFile(file, "r")) {
                text.seek(offset);
                byte[] bytes = new byte[(int) Math.max(0, Math.min(AT_ONCE, text.length() - offset))];
                text.readFully(bytes);
                return bytes;
            }
        }
    }
}
