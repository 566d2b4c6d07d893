package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Pointer;
import com.sun.jna.WString;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;

/**
 * A console control event for one process, delivered as the system's own csrss.exe delivers it: a thread in the process
 * that runs kernel32's {@code CtrlRoutine}, which calls the process' handlers, or ends it if it has none. The library has
 * the same address in every 64-bit process until the next boot.
 *
 * <p>GenerateConsoleCtrlEvent is the documented way, but it reaches every process of a console at once: the agent, too,
 * and its other builds, where the agent was started in a console window; and each cmd.exe that is to stay frozen.
 */
enum ConsoleEvent {
    CTRL_C(0),
    CTRL_BREAK(1),
    CTRL_CLOSE(2);

    private static final int ACCESS = Kernel32.PROCESS_CREATE_THREAD
            | Kernel32.PROCESS_QUERY_INFORMATION
            | Kernel32.PROCESS_VM_OPERATION
            | Kernel32.PROCESS_VM_READ
            | Kernel32.PROCESS_VM_WRITE;

    private final int number;

    ConsoleEvent(int number) {
        this.number = number;
    }

    Result send(ProcessIdentity process) {
        boolean[] foreign = new boolean[1];
        Result result = WindowsSignals.with(process, ACCESS, open -> {
            foreign[0] = open.isWow64();
            return !foreign[0] && runIn(open);
        });
        return foreign[0] ? Result.UNSUPPORTED : result;
    }

    private boolean runIn(OpenProcess process) {
        Pointer routine = Kernel32.GetProcAddress(Kernel32.GetModuleHandleW(new WString("kernel32")), "CtrlRoutine");
        if (routine == null) {
            return false;
        }
        Pointer thread = Kernel32.CreateRemoteThread(process.handle(), null, 0, routine, number, 0, new int[1]);
        if (thread != null) {
            Kernel32.CloseHandle(thread);
        }
        return thread != null;
    }
}
