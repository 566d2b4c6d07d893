package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/** Signals by pidfd_send_signal(2), which can't hit a reused pid. */
final class PidfdSignals implements SignalSender {

    private final StatReader stats;

    PidfdSignals(StatReader stats) {
        this.stats = stats;
    }

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        return send(process, signal.number());
    }

    @Override
    public Optional<Result> probe(ProcessIdentity process) {
        return Optional.of(send(process, LibC.NO_SIGNAL));
    }

    private Result send(ProcessIdentity process, int signal) {
        int pidfd = LibC.pidfdOpen(process.pid());
        if (pidfd < 0) {
            return SystemErrors.result(pidfd);
        }
        try {
            // After the opening: it pins the process, so that whoever passes this check is whom the signal hits
            return stats.isAlive(process)
                    ? SystemErrors.result(LibC.pidfdSendSignal(pidfd, signal))
                    : Result.NO_SUCH_PROCESS;
        } finally {
            LibC.closeFile(pidfd);
        }
    }
}
