package io.jenkins.plugins.cleankill.engine.process;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The name of a process: a file's name, never a title that it has written over its arguments, which may hold anything,
 * secrets too.
 */
final class ProgramName {

    private static final String NONE = "?";

    private final ShortName shortName;
    private final CommandLine line;
    private final Optional<String> executable;

    ProgramName(String shortName, Optional<ProcessDetails> details) {
        this.shortName = new ShortName(shortName);
        this.line = details.map(ProcessDetails::commandLine).orElse(CommandLine.UNKNOWN);
        this.executable = details.flatMap(ProcessDetails::executable).map(FileName::ofExecutable);
    }

    /**
     * The file name that was executed: the script's, the program's, or that of a link to a program that is many (busybox).
     * The short name tells which of them it is. If it is none of them, the process has set it: then the program's.
     */
    String shown() {
        return line.scriptName(shortName)
                .or(() -> executable.filter(shortName::isOf))
                .or(() -> line.programName().filter(shortName::isOf))
                .or(() -> isSetByProcess() ? executable : Optional.empty())
                .or(() -> Optional.of(shortName.text()).filter(name -> shortName.isClean()))
                .or(() -> executable)
                .or(this::firstWord)
                .orElse(NONE);
    }

    /** Arguments that are known name neither; or a title is all that it says. */
    private boolean isSetByProcess() {
        boolean isWholeTitle = line.isTitle() && shortName.isOf(line.joined());
        return isWholeTitle || line.programName().isPresent();
    }

    /** The word that the kernel's helpers and other users' programs have before their titles: {@code tmux: server}. */
    private Optional<String> firstWord() {
        String word = shortName.text().split("[: ]", 2)[0];
        return line.programName()
                .filter(name -> new ShortName(name).isClean())
                .or(() -> Optional.of(word).filter(each -> new ShortName(each).isClean()));
    }

    /** Every name that a person may know it by: the one that is shown, the files', the short name, and the arguments. */
    Set<String> all() {
        Set<String> names = new LinkedHashSet<>();
        names.add(shown());
        executable.ifPresent(names::add);
        names.add(shortName.text());
        line.programName().ifPresent(names::add);
        if (!line.isTitle()) {
            names.add(line.joined());
        }
        return names;
    }
}
