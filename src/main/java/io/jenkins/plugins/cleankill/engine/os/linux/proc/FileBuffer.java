package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The bytes of the file that was read last. It is used again for file after file, so that a snapshot of a thousand
 * processes costs system calls and no garbage. Not for several threads.
 *
 * <p>A stream of {@link Files#newInputStream}: no interrupt ends it, which would close a channel, and an interrupt is how a
 * build is aborted. A {@link java.io.FileInputStream} costs a system call more, and a clean-up of its own.
 */
public final class FileBuffer {

    private static final int CHUNK = 8192;

    /** A stream of java.nio copies through a buffer that its thread keeps, as large as its largest read. */
    private static final int LARGEST_CHUNK = 1 << 16;

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
        return read(path, CHUNK, () -> false);
    }

    /** Reads a file of one line: the read that brings the end of the line is the last, which spares a system call. */
    public FileBuffer readLine(String path) throws IOException {
        return read(path, CHUNK, () -> bytes[length - 1] == '\n');
    }

    /** Reads a file that has as many bytes, or more if it has become another since: no other read asks for its end. */
    FileBuffer read(String path, long size) throws IOException {
        int chunk = (int) Math.min(Math.max(CHUNK, size + 1), LARGEST_CHUNK);
        return read(path, chunk, () -> size > 0 && length >= size);
    }

    private FileBuffer read(String path, int chunk, BooleanSupplier whole) throws IOException {
        try {
            return readOnce(path, chunk, whole);
        } catch (IOException failure) {
            requireReadable(path);
            return readByReserve(path, chunk, whole);
        }
    }

    private FileBuffer readByReserve(String path, int chunk, BooleanSupplier whole) throws IOException {
        try {
            return DescriptorReserve.OURS.lend(() -> readOnce(path, chunk, whole));
        } catch (IOException e) {
            requireReadable(path);
            throw e;
        }
    }

    /** A read that was refused is tried again by the reserve unless stat(2) and access(2), which need no descriptor, tell why. */
    static void requireReadable(String path) throws IOException {
        Path file = Path.of(path);
        if (Files.notExists(file)) {
            throw new NoSuchFileException(path);
        }
        if (!Files.isReadable(file)) {
            throw Files.notExists(file) ? new NoSuchFileException(path) : new AccessDeniedException(path);
        }
    }

    /** A read that is not filled, and has brought the whole file, is the last. */
    private FileBuffer readOnce(String path, int chunk, BooleanSupplier whole) throws IOException {
        length = 0;
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            int count = readChunk(in, chunk);
            while (count > 0 && (count == chunk || !whole.getAsBoolean())) {
                count = readChunk(in, chunk);
            }
        }
        return this;
    }

    private int readChunk(InputStream in, int chunk) throws IOException {
        if (bytes.length - length < chunk) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + chunk));
        }
        int count = in.read(bytes, length, chunk);
        length += Math.max(0, count);
        return count;
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
