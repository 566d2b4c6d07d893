package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A shell that runs commands, one after another, each in the foreground. A trap runs only after the foreground command
 * has ended; without one the next command runs, which is what an abort must prevent.
 */
public final class FakeShell {

    private final FakeProcess process;
    private final Deque<Function<FakeProcess, FakeProcess>> commands;
    private FakeProcess foreground;
    private Consumer<FakeProcess> trap;
    private boolean trapped;

    private FakeShell(FakeProcess process, List<Function<FakeProcess, FakeProcess>> commands) {
        this.process = process;
        this.commands = new ArrayDeque<>(commands);
    }

    /** The shell begins to run the commands, each of which is started with the shell as its parent. */
    @SafeVarargs
    public static FakeShell run(FakeProcess process, Function<FakeProcess, FakeProcess>... commands) {
        FakeShell shell = new FakeShell(process.executable("/usr/bin/dash"), List.of(commands));
        process.whenChildEnds(shell::childEnded);
        shell.next();
        return shell;
    }

    /** {@code trap '…' TERM}. */
    public FakeShell trap(Consumer<FakeProcess> action) {
        trap = action;
        process.catches(Signal.TERM, shell -> {
            trapped = true;
            if (foreground == null) {
                trap.accept(process);
            }
        });
        return this;
    }

    private void childEnded(FakeProcess child) {
        if (child == foreground) {
            foreground = null;
            process.waitsIn();
            if (trapped) {
                trap.accept(process);
            } else {
                next();
            }
        }
    }

    private void next() {
        if (commands.isEmpty()) {
            process.end();
        } else {
            foreground = commands.removeFirst().apply(process);
            process.waitsIn("do_wait");
        }
    }
}
