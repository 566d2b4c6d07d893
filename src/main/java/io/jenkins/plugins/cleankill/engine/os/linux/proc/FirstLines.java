package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * The beginning of a file that has a line for each socket of a network namespace: that may be a hundred thousand of them.
 * The sockets that listen are the first in {@code tcp} and {@code tcp6}.
 */
public final class FirstLines {

    private static final int MOST = 512 * 1024;

    private FirstLines() {}

    /**
     * The first half megabyte of the file, without a line that is cut there.
     *
     * @throws IOException if it can't be read: ENOENT, a kernel without such sockets; EMFILE
     */
    public static String of(String path) throws IOException {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST);
            String text = LosslessUtf8.decode(bytes);
            return bytes.length < MOST ? text : text.substring(0, text.lastIndexOf('\n') + 1);
        }
    }
}
