package io.jenkins.plugins.cleankill.engine.explain;

import io.jenkins.plugins.cleankill.engine.plan.Shells;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The children that keep a shell from its trap. A shell without job control starts what it does not wait for with
 * SIGINT and SIGQUIT ignored (POSIX, Shell Command Language, 2.11): a child that ignores both, while the shell does
 * not, is in the background.
 */
final class ShellChildren {

    private static final int NAMES_SHOWN = 3;

    private final ProcessInfo shell;
    private final List<ProcessInfo> alive;

    ShellChildren(ProcessTable table, ProcessInfo shell) {
        this.shell = shell;
        this.alive = table.children(shell).stream().filter(ProcessInfo::isAlive).toList();
    }

    /** The children that a shell waits for, in words; empty if it is no shell, or if all children are in the background. */
    Optional<String> awaited() {
        boolean tellable = signals(shell).filter(ShellChildren::ignoresBoth).isEmpty();
        List<ProcessInfo> foreground = alive.stream()
                .filter(child -> !tellable
                        || signals(child).filter(ShellChildren::ignoresBoth).isEmpty())
                .toList();
        if (!Shells.isShell(shell) || foreground.isEmpty()) {
            return Optional.empty();
        }
        String noun = (tellable ? "foreground " : "") + (foreground.size() == 1 ? "child " : "children ");
        return Optional.of(noun + names(foreground));
    }

    private static Optional<SignalSets> signals(ProcessInfo process) {
        return process.details().map(ProcessDetails::signals);
    }

    private static boolean ignoresBoth(SignalSets signals) {
        return signals.of(Signal.INT) == Disposition.IGNORED && signals.of(Signal.QUIT) == Disposition.IGNORED;
    }

    private static String names(List<ProcessInfo> children) {
        String shown = children.stream().limit(NAMES_SHOWN).map(SafeText::name).collect(Collectors.joining(", "));
        int more = children.size() - NAMES_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
