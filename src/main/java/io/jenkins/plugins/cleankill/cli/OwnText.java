package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments and variables of this command as bytes: the JVM has put them into the locale's letters, and a letter
 * that the locale lacks is lost. On Linux they are read again, from {@code /proc/self}; elsewhere the JVM's text
 * is taken.
 */
final class OwnText {

    private OwnText() {}

    /** The arguments, read as {@link LosslessUtf8}. */
    static String[] arguments(String[] decoded) {
        List<String> all = words(Path.of("/proc/self/cmdline"));
        return all.size() < decoded.length
                ? decoded
                : all.subList(all.size() - decoded.length, all.size()).toArray(String[]::new);
    }

    /** A variable of the environment, read so. */
    static Optional<String> variable(String name) {
        return words(Path.of("/proc/self/environ")).stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .or(() -> Optional.ofNullable(System.getenv(name)));
    }

    /** The words of a file in which each ends with a NUL. */
    static List<String> words(Path file) {
        List<String> words = new ArrayList<>();
        byte[] bytes = read(file);
        int begin = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                words.add(LosslessUtf8.decode(bytes, begin, at));
                begin = at + 1;
            }
        }
        return words;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException ignored) {
            // No Linux, or no proc file system: then there is what the JVM says
            return new byte[0];
        }
    }
}
