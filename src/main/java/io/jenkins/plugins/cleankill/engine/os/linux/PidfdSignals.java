package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/**
 * Signals by pidfd_send_signal(2), which can't hit a reused pid. Where a descriptor can't be had (EMFILE, ENFILE, ENOMEM)
 * or a sandbox refuses one of the calls (ENOSYS, EPERM), kill(2) is asked: what it refuses is refused.
 */
final class PidfdSignals implements SignalSender {

    private final StatReader stats;
    private final KillSignals byPid;

    PidfdSignals(StatReader stats) {
        this.stats = stats;
        this.byPid = new KillSignals(stats);
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
            return pidfd == -LibC.ESRCH ? Result.NO_SUCH_PROCESS : byPid.send(process, signal);
        }
        try {
            // After the opening: it pins the process, so that whoever passes this check is whom the signal hits
            return switch (stats.life(process)) {
                case ALIVE -> sendTo(pidfd, process, signal);
                case ENDED -> Result.NO_SUCH_PROCESS;
                case UNKNOWN -> Result.FAILED;
            };
        } finally {
            LibC.closeFile(pidfd);
        }
    }

    private Result sendTo(int pidfd, ProcessIdentity process, int signal) {
        Result result = SystemErrors.result(LibC.pidfdSendSignal(pidfd, signal));
        return result == Result.SENT || result == Result.NO_SUCH_PROCESS ? result : byPid.send(process, signal);
    }
}
