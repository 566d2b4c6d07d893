package io.jenkins.plugins.cleankill.engine.os.windows;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.process.CommandPrompt;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/**
 * The stand-ins for signals on Windows, each sent through a handle whose creation time was compared first.
 *
 * <p>A batch file's {@code cmd.exe} gets no Ctrl+C: it would ask "Terminate batch job (Y/N)?" and, without an answer, go
 * on. It is frozen while its command ends, and is then ended with the exit code of Ctrl+C, as its default handler would.
 */
final class WindowsSignals implements SignalSender {

    /** STATUS_CONTROL_C_EXIT: the exit code of a program that Ctrl+C has ended. */
    static final int CONTROL_C_EXIT = 0xC000013A;

    /** The exit code that most killers give: {@code taskkill /f}, and Java's destroy. */
    private static final int KILLED = 1;

    private static final int READS = Kernel32.PROCESS_QUERY_INFORMATION | Kernel32.PROCESS_VM_READ;

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        if (!isAllowed(process)) {
            return Result.FAILED;
        }
        return switch (actual(process, signal)) {
            case CTRL_C -> ConsoleEvent.CTRL_C.send(process);
            case CTRL_BREAK -> ConsoleEvent.CTRL_BREAK.send(process);
            case CTRL_CLOSE -> ConsoleEvent.CTRL_CLOSE.send(process);
            case WM_CLOSE -> closeWindows(process);
            case CTRL_C_EXIT -> terminate(process, isChildOfCommandPrompt(process) ? KILLED : CONTROL_C_EXIT);
            case TERMINATE -> terminate(process, KILLED);
            case SUSPEND ->
                with(
                        process,
                        Kernel32.PROCESS_SUSPEND_RESUME,
                        open -> Threads.areSuspended(open) || Ntdll.NtSuspendProcess(open.handle()) >= 0);
            case RESUME ->
                with(process, Kernel32.PROCESS_SUSPEND_RESUME, open -> Ntdll.NtResumeProcess(open.handle()) >= 0);
            default -> Result.UNSUPPORTED;
        };
    }

    @Override
    public Signal actual(ProcessIdentity process, Signal signal) {
        return switch (signal) {
            case KILL -> Signal.TERMINATE;
            case STOP -> Signal.SUSPEND;
            case CONT -> Signal.RESUME;
            case INT, TERM, CTRL_C -> politely(process);
            case QUIT -> Signal.CTRL_BREAK;
            case HUP, CTRL_CLOSE -> hasWindows(process) ? Signal.WM_CLOSE : Signal.CTRL_CLOSE;
            default -> signal;
        };
    }

    @Override
    public Signal named(Signal signal) {
        return switch (signal) {
            case KILL -> Signal.TERMINATE;
            case INT, TERM -> Signal.CTRL_C;
            case QUIT -> Signal.CTRL_BREAK;
            case HUP -> Signal.CTRL_CLOSE;
            default -> signal;
        };
    }

    @Override
    public boolean supports(Signal signal) {
        return signal != Signal.USR1 && signal != Signal.USR2;
    }

    /** Ctrl+Break for one that ignores Ctrl+C: {@code start /b} makes it so. */
    private static Signal politely(ProcessIdentity process) {
        Optional<OpenProcess> open = OpenProcess.of(process, READS);
        if (open.isEmpty()) {
            return Signal.CTRL_C;
        }
        try (OpenProcess handle = open.get()) {
            if (handle.executable().filter(CommandPrompt::isAt).isPresent()) {
                return Signal.CTRL_C_EXIT;
            }
            Optional<ProcessBlock> block = ProcessBlock.of(handle);
            if (block.filter(ProcessBlock::isGraphical).isPresent() && hasWindows(process)) {
                return Signal.WM_CLOSE;
            }
            return block.filter(ProcessBlock::ignoresCtrlC).isPresent() ? Signal.CTRL_BREAK : Signal.CTRL_C;
        }
    }

    /**
     * A cmd.exe takes the exit code of Ctrl+C in a child for a Ctrl+C of its own: durable-task's wrapper, which lives on,
     * would ask whether to end, and not write the exit of the script down.
     */
    private static boolean isChildOfCommandPrompt(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .flatMap(ProcessHandle::parent)
                .flatMap(parent -> parent.info().command())
                .filter(CommandPrompt::isAt)
                .isPresent();
    }

    private static boolean hasWindows(ProcessIdentity process) {
        return !User32.windows(process.pid()).isEmpty();
    }

    private static Result closeWindows(ProcessIdentity process) {
        return with(
                process,
                0,
                open -> User32.windows(process.pid()).stream()
                        .map(User32::close)
                        .reduce(false, Boolean::logicalOr));
    }

    private static Result terminate(ProcessIdentity process, int exitCode) {
        return with(process, Kernel32.PROCESS_TERMINATE, open -> Kernel32.TerminateProcess(open.handle(), exitCode));
    }

    /** Does it to this very process. */
    static Result with(ProcessIdentity process, int access, Act act) {
        Optional<OpenProcess> open = OpenProcess.of(process, access);
        if (open.isEmpty()) {
            return isAllowed(process) ? OpenProcess.refusal(process) : Result.FAILED;
        }
        try (OpenProcess handle = open.get()) {
            if (act.on(handle)) {
                return Result.SENT;
            }
            return handle.isAlive() ? Result.FAILED : Result.NO_SUCH_PROCESS;
        }
    }

    /** Never us, never the idle process and the system's, 0 and 4, and none whose birth is not known. */
    private static boolean isAllowed(ProcessIdentity process) {
        return process.pid() > 4
                && process.pid() != ProcessHandle.current().pid()
                && process.start() != ProcessIdentity.UNKNOWN_START;
    }

    /** Something that is done to a process; false if it could not be done. */
    @FunctionalInterface
    interface Act {
        boolean on(OpenProcess process);
    }
}
