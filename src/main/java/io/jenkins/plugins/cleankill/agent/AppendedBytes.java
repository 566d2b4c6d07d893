package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import jenkins.MasterToSlaveFileCallable;

/** The bytes of a file on an agent beyond an offset; waits up to 2 s for some. */
public final class AppendedBytes extends MasterToSlaveFileCallable<byte[]> {

    private static final long serialVersionUID = 1L;
    private static final Duration A_LOOK = Duration.ofSeconds(2);
    private static final int AT_ONCE = 64 * 1024;

    /** The other container's writes may not be announced here. */
    private static final long UNANNOUNCED_MILLIS = 200;

    private final long offset;

    /** @param offset how many bytes are known already */
    public AppendedBytes(long offset) {
        this.offset = offset;
    }

    @Override
    public byte[] invoke(File file, VirtualChannel channel) throws IOException, InterruptedException {
        Clock clock = new SystemClock();
        Duration end = clock.elapsed().plus(A_LOOK);
        Path folder = Objects.requireNonNull(file.toPath().toAbsolutePath().getParent(), "a file has a folder");
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
