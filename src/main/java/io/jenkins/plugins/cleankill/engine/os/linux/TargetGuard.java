package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/**
 * The last line of defence before a signal leaves. To kill(2), 0 means our process group, -1 everybody and 1 the init
 * process; and a signal to itself ends the agent. An identity without a birth can't be verified, so it is never
 * signalled.
 */
final class TargetGuard implements SignalSender {

    private final SignalSender next;

    TargetGuard(SignalSender next) {
        this.next = next;
    }

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        return isAllowed(process) ? next.send(process, signal) : Result.FAILED;
    }

    @Override
    public Optional<Result> probe(ProcessIdentity process) {
        return isAllowed(process) ? next.probe(process) : Optional.empty();
    }

    private static boolean isAllowed(ProcessIdentity process) {
        return process.pid() > 1
                && process.pid() <= Integer.MAX_VALUE
                && process.pid() != ProcessHandle.current().pid()
                && process.start() != ProcessIdentity.UNKNOWN_START;
    }
}
