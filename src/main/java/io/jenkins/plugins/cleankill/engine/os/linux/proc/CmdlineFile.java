package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.FileName;
import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/cmdline}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>: arguments ended by NUL,
 * or whatever the process has written over them.
 */
public final class CmdlineFile {

    private CmdlineFile() {}

    /**
     * The arguments, empty ones included; none for zombies and threads of the kernel.
     *
     * @param started how many bytes they had when the program was started, 0 if that is not known
     * @param executable the path of the program
     */
    public static CommandLine parse(FileBuffer file, long started, Optional<String> executable) {
        return parse(file.bytes(), file.length(), started, executable);
    }

    public static CommandLine parse(byte[] bytes, int length, long started, Optional<String> executable) {
        List<String> arguments = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == 0) {
                arguments.add(LosslessUtf8.decode(bytes, begin, at));
                begin = at + 1;
            }
        }
        if (begin < length) {
            arguments.add(LosslessUtf8.decode(bytes, begin, length));
        }
        // Kernels before 4.2 show 4096 bytes of long arguments: they differ in length, too, but are many
        boolean isAnotherText = arguments.size() == 1 && (begin < length || started > 0 && started != length);
        return isAnotherText || isTitle(arguments, executable)
                ? CommandLine.title(arguments.get(0))
                : new CommandLine(arguments);
    }

    /**
     * A title is one text; the rest of the room for the arguments is NUL. Or it is a sentence, which is no
     * program's name unless the program is called so.
     */
    private static boolean isTitle(List<String> arguments, Optional<String> executable) {
        if (arguments.isEmpty()
                || executable.filter(path -> names(path, arguments.get(0))).isPresent()) {
            return false;
        }
        boolean isSentence = arguments.get(0).chars().anyMatch(Character::isWhitespace);
        boolean isPadded = arguments.size() > 1 && arguments.stream().skip(1).allMatch(String::isEmpty);
        return isSentence || isPadded;
    }

    private static boolean names(String executable, String program) {
        return program.equals(executable)
                || program.equals(FileName.ofExecutable(executable))
                || FileName.of(program).equals(FileName.ofExecutable(executable)) && !program.contains(" ");
    }
}
