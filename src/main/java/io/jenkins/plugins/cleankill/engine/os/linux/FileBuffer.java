package io.jenkins.plugins.cleankill.engine.os.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of the file that was read last. It is used again for file after file, so that a snapshot of a thousand
 * processes costs system calls and no garbage. Not for several threads.
 *
 * <p>A stream, not a channel: a channel is closed when its thread is interrupted, and an interrupt is how a build is
 * aborted.
 */
final class FileBuffer {

    // FileInputStream copies through the C stack up to this size, and allocates beyond it
    private static final int CHUNK = 8192;

    private byte[] bytes = new byte[CHUNK];
    private int length;

    /**
     * Reads the whole file.
     *
     * @throws IOException if it is not there, not ours, or its process has ended
     */
    FileBuffer read(String path) throws IOException {
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

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }
}
