package io.jenkins.plugins.cleankill.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few kilobytes, mounted on a folder until it is closed. Its test is skipped where no root may mount one. */
public final class SmallDisk implements AutoCloseable {

    /** What a tmpfs gives a file at a time. */
    public static final int PAGE = 4096;

    /** The name of the file that takes the room. */
    public static final String FILLER = "filler";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on that folder. */
    public static SmallDisk on(Path folder, int kilobytes) throws IOException, InterruptedException {
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && succeeds("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "none", folder.toString()),
                "needs root and the right to mount a file system");
        return new SmallDisk(folder);
    }

    /** Leaves room for so many bytes, in whole pages. */
    public void fillBut(int bytes) throws IOException {
        Path filler = folder.resolve(FILLER);
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[PAGE];
            while (true) {
                out.write(page);
            }
        } catch (IOException ignored) {
            // ENOSPC: it is full
        }
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!succeeds("umount", folder.toString())) {
                throw new IOException(folder + " could not be unmounted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
