package io.jenkins.plugins.cleankill.engine.real;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The shells that scripts are tested under. */
public enum Shell {
    DASH("dash"),
    BASH("bash"),
    BUSYBOX("busybox sh"),
    KSH("ksh"),
    MKSH("mksh"),
    ZSH("zsh");

    private final String command;

    Shell(String command) {
        this.command = command;
    }

    /** As a script calls it. */
    public String command() {
        return command;
    }

    /** Whether this machine has it. */
    public boolean isInstalled() {
        return isInstalled(words().get(0));
    }

    /** Whether this machine has that program. */
    public static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    /** The command that runs a script's file. */
    public List<String> running(String file) {
        return Stream.concat(words().stream(), Stream.of(file)).toList();
    }

    /** The command that runs a script. */
    public List<String> inline(String script) {
        return Stream.concat(words().stream(), Stream.of("-c", script)).toList();
    }

    private List<String> words() {
        return List.of(command.split(" "));
    }

    @Override
    public String toString() {
        return words().get(0);
    }
}
