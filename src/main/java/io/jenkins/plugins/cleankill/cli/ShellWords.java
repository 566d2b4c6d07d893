package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A command line whose words the JVM can't pass on, since it puts them into the locale's encoding: a shell gets them
 * spelled in ASCII, puts the bytes together and executes the command in its own place. The pid stays, and so does the
 * environment, for it holds nothing of this.
 */
final class ShellWords {

    /** The kernel takes no argument of 128 KiB (MAX_ARG_STRLEN in execve(2)), and a byte is spelled in up to five. */
    private static final int MOST_BYTES_A_PIECE = 25_000;

    /** A dot, which is part of no letter in any encoding, keeps newlines at the end from being cut off. */
    private static final String SCRIPT = """
            clean_kill_left=$1
            clean_kill_word=
            shift
            while [ "$clean_kill_left" -gt 0 ]; do
                case $1 in
                    %*)
                        clean_kill_piece=$(printf '%b.' "${1#%}")
                        clean_kill_word=$clean_kill_word${clean_kill_piece%.}
                        ;;
                    *)
                        set -- "$@" "$clean_kill_word"
                        clean_kill_word=
                        ;;
                esac
                shift
                clean_kill_left=$((clean_kill_left - 1))
            done
            exec "$@"
            """;

    private ShellWords() {}

    /** The command that the JVM is to start: the given one if the JVM can pass on its words. */
    static List<String> of(List<String> command) {
        return command.stream().allMatch(ShellWords::isPassedOn) ? command : spelled(command);
    }

    // Up to JDK 17 arguments are put into the default charset, later into that of the locale
    private static boolean isPassedOn(String word) {
        byte[] bytes = LosslessUtf8.encode(word);
        Charset ofTheLocale = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return Arrays.equals(bytes, word.getBytes(Charset.defaultCharset()))
                && Arrays.equals(bytes, word.getBytes(ofTheLocale));
    }

    static List<String> spelled(List<String> command) {
        List<String> pieces = new ArrayList<>();
        command.forEach(word -> spell(LosslessUtf8.encode(word), pieces));
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh", Integer.toString(pieces.size())));
        line.addAll(pieces);
        return line;
    }

    private static void spell(byte[] word, List<String> pieces) {
        for (int from = 0; from < word.length; from += MOST_BYTES_A_PIECE) {
            StringBuilder piece = new StringBuilder("%");
            for (byte each : Arrays.copyOfRange(word, from, Math.min(word.length, from + MOST_BYTES_A_PIECE))) {
                piece.append(each < ' ' || each == '\\' ? String.format("\\0%03o", each & 0xff) : "" + (char) each);
            }
            pieces.add(piece.toString());
        }
        pieces.add(".");
    }
}
