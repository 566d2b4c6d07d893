package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.FileName;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows the shells: processes that run a trap only after their foreground child has ended. */
public final class Shells {

    /** The names of shells. */
    public static final List<String> NAMES =
            List.of("sh", "ash", "dash", "bash", "rbash", "ksh", "ksh93", "rksh", "mksh", "lksh", "zsh", "hush");

    /** With the suffixes that distributions give: {@code zsh-5.9}, {@code mksh-static}. */
    private static final Pattern SHELL =
            Pattern.compile("(static-)?(" + String.join("|", NAMES) + ")(-static|[-.\\d])*");

    private static final Pattern MKSH = Pattern.compile("(mksh|lksh)(-static|[-.\\d])*");

    private static final Pattern MULTI_CALL = Pattern.compile("busybox(-static|[-.\\d])*");
    private static final Set<String> SHELL_APPLETS = Set.of("sh", "ash", "hush");

    private static final Set<String> LONG_WITH_VALUE = Set.of("--init-file", "--rcfile");

    private Shells() {}

    /** Whether the process runs a shell, by its executable; never true for a process without details. */
    public static boolean isShell(ProcessInfo process) {
        return process.details().filter(Shells::isShell).isPresent();
    }

    /** Whether it is a shell that catches the signals that end it whether or not a trap is set: mksh does. */
    public static boolean catchesWithoutTrap(ProcessInfo process) {
        return process.details()
                .filter(details -> MKSH.matcher(fileName(details)).matches())
                .isPresent();
    }

    /** Whether its options hold {@code -i}, by itself or with others: {@code -ic}. */
    static boolean isToldToBeInteractive(ProcessInfo shell) {
        return shell.details()
                .filter(details -> isInteractive(
                        details.commandLine().arguments().stream().skip(1).iterator()))
                .isPresent();
    }

    private static boolean isInteractive(Iterator<String> arguments) {
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (isOptionsWithInteractive(argument)) {
                return true;
            }
            if (!argument.startsWith("-") && !argument.startsWith("+")) {
                return false;
            }
            if (takesValue(argument) && arguments.hasNext()) {
                arguments.next();
            }
        }
        return false;
    }

    private static boolean takesValue(String option) {
        boolean isLong = option.startsWith("--");
        return isLong ? LONG_WITH_VALUE.contains(option) : option.endsWith("o") || option.endsWith("O");
    }

    /** Read once, from left to right: an argument may be long, see MAX_ARG_STRLEN in execve(2). */
    private static boolean isOptionsWithInteractive(String argument) {
        return argument.startsWith("-")
                && argument.indexOf('i') > 0
                && argument.chars().skip(1).allMatch(Character::isLetterOrDigit);
    }

    private static boolean isShell(ProcessDetails details) {
        String file = fileName(details);
        return SHELL.matcher(file).matches() || MULTI_CALL.matcher(file).matches() && isShell(details.commandLine());
    }

    /** One binary is all of busybox' tools: the arguments tell which. Without arguments it counts as the shell. */
    private static boolean isShell(CommandLine commandLine) {
        String applet = commandLine.programName().orElse("sh");
        List<String> arguments = commandLine.arguments();
        if (MULTI_CALL.matcher(applet).matches()) {
            applet = arguments.size() > 1 ? arguments.get(1) : "sh";
        }
        return SHELL_APPLETS.contains(applet);
    }

    private static String fileName(ProcessDetails details) {
        return details.executable().map(FileName::ofExecutable).orElse("");
    }
}
