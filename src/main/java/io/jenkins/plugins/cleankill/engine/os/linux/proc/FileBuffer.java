package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of the file that was read last. It is used again for file after file, so that a snapshot of a thousand
 * processes costs system calls and no garbage. Not for several threads.
 *
 * <p>A stream, not a channel: a channel is closed when its thread is interrupted, and an interrupt is how a build is
 * aborted.
 */
public final class FileBuffer {

    // FileInputStream copies through the C stack up to this size, and allocates beyond it
    private static final int CHUNK = 8192;

    private byte[] bytes = new byte[CHUNK];
    private int length;

    /**
     * Reads the whole file. Where descriptors have run out, it does so by the reserve.
     *
     * @throws NoSuchFileException if it is not there: its process has ended
     * @throws AccessDeniedException if it is not ours to read
     * @throws IOException if it is there and could not be read: EMFILE, ENFILE, ENOMEM, EIO. It proves nothing
     */
    public FileBuffer read(String path) throws IOException {
        try {
            return readOnce(path);
        } catch (IOException failure) {
            requireReadable(path);
            return readByReserve(path);
        }
    }

    private FileBuffer readByReserve(String path) throws IOException {
        try {
            return DescriptorReserve.OURS.lend(() -> readOnce(path));
        } catch (IOException e) {
            requireReadable(path);
            throw e;
        }
    }

    /** Java tells all errors of open(2) by one exception; stat(2) and access(2), which need no descriptor, tell which. */
    static void requireReadable(String path) throws IOException {
        Path file = Path.of(path);
        if (Files.notExists(file)) {
            throw new NoSuchFileException(path);
        }
        if (!Files.isReadable(file)) {
            throw Files.notExists(file) ? new NoSuchFileException(path) : new AccessDeniedException(path);
        }
    }

    private FileBuffer readOnce(String path) throws IOException {
        length = 0;
        try (FileInputStream in = new FileInputStream(path)) {
            int count = in.read(bytes, 0, CHUNK);
            while (count > 0) {
                length += count;
                if (bytes.length - length < CHUNK) {
                    bytes = Arrays.copyOf(bytes, bytes.length * 2);
                }
                count = in.read(bytes, length, CHUNK);
            }
        }
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }
}
