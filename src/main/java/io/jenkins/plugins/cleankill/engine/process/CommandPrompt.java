package io.jenkins.plugins.cleankill.engine.process;

/** Knows {@code cmd.exe}, the shell that runs batch files. */
public final class CommandPrompt {

    private CommandPrompt() {}

    /** Whether the path is that of cmd.exe. */
    public static boolean isAt(String executable) {
        return FileName.of(executable).equalsIgnoreCase("cmd.exe");
    }

    /** Whether the process runs cmd.exe; never true for a process without details. */
    public static boolean isRunBy(ProcessInfo process) {
        return process.details()
                .flatMap(ProcessDetails::executable)
                .filter(CommandPrompt::isAt)
                .isPresent();
    }
}
