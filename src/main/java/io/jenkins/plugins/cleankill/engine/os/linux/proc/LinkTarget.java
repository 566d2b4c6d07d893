package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The target of a symbolic link, see readlink(2): bytes, whatever the locale can spell of them. */
public final class LinkTarget {

    private LinkTarget() {}

    /**
     * Reads it.
     *
     * @throws IOException if there is no such link, or it is not ours to read
     */
    public static String read(String link) throws IOException {
        Path target = Files.readSymbolicLink(Path.of(link));
        boolean isPlain = target.toString().chars().allMatch(character -> character < 0x80);
        return isPlain || !target.isAbsolute() ? target.toString() : LosslessUtf8.decode(bytes(target));
    }

    // Of a path the JDK tells text in the locale's encoding, with U+FFFD for what that has not; its URI has the bytes
    private static byte[] bytes(Path path) {
        String spelled = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < spelled.length(); at++) {
            if (spelled.charAt(at) == '%') {
                bytes.write(Integer.parseInt(spelled, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.write(spelled.charAt(at));
            }
        }
        return bytes.toByteArray();
    }
}
