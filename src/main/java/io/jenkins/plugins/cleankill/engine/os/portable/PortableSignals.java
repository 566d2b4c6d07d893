package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/**
 * SIGTERM and SIGKILL by {@link ProcessHandle}, which checks the birth once more before it signals. Where Java has nothing
 * but an end by force, as on Windows, there is no SIGTERM.
 */
final class PortableSignals implements SignalSender {

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        if (signal != Signal.TERM && signal != Signal.KILL) {
            return Result.UNSUPPORTED;
        }
        if (process.pid() <= 1 || process.pid() == ProcessHandle.current().pid()) {
            return Result.FAILED;
        }
        Optional<ProcessHandle> handle = Handles.find(process);
        return handle.isEmpty() ? Result.NO_SUCH_PROCESS : send(handle.get(), signal);
    }

    @Override
    public boolean supports(Signal signal) {
        return signal == Signal.KILL
                || signal == Signal.TERM && ProcessHandle.current().supportsNormalTermination();
    }

    static Result send(ProcessHandle handle, Signal signal) {
        if (signal == Signal.TERM && !handle.supportsNormalTermination()) {
            return Result.UNSUPPORTED;
        }
        boolean sent = signal == Signal.KILL ? handle.destroyForcibly() : handle.destroy();
        if (sent) {
            return Result.SENT;
        }
        return handle.isAlive() ? Result.NOT_PERMITTED : Result.NO_SUCH_PROCESS;
    }
}
