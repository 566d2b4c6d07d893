package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of bytes: a text that the locale can't spell is no path to the JDK, but a URI with the same bytes is one. */
final class SystemPath {

    private static final Path HERE = Path.of("/proc/self/cwd");

    private SystemPath() {}

    /**
     * The path of a text that was read as {@link LosslessUtf8}.
     *
     * @throws InvalidPathException if it is none
     */
    static Path of(String text) {
        boolean isPlain = text.chars().allMatch(character -> character < 0x80);
        if (isPlain || !Files.exists(HERE)) {
            return Path.of(text);
        }
        StringBuilder uri = new StringBuilder("file://");
        for (byte each : LosslessUtf8.encode(text.startsWith("/") ? text : HERE + "/" + text)) {
            uri.append(each == '/' ? "/" : String.format("%%%02X", each));
        }
        return Path.of(URI.create(uri.toString()));
    }
}
