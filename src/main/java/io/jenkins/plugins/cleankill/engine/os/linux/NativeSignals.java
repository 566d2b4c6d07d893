package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/** Signals by one of two system calls, each after a look at the start time of the process. */
final class NativeSignals implements SignalSender {

    private final StatReader stats;
    private final Way way;

    private NativeSignals(StatReader stats, Way way) {
        this.stats = stats;
        this.way = way;
    }

    /**
     * By pidfd_send_signal(2), which can't hit a reused pid. Where a descriptor can't be had (EMFILE, ENFILE, ENOMEM) or a
     * sandbox refuses one of the calls (ENOSYS, EPERM), kill(2) is asked: its refusal is final.
     */
    static NativeSignals byPidfd(StatReader stats) {
        return new NativeSignals(stats, Way.PIDFD);
    }

    /**
     * By kill(2), for kernels without pidfd. Between the look and the signal, some 10 µs, the process could end and all
     * other pids be used up before its own is given away again: that race remains.
     */
    static NativeSignals byPid(StatReader stats) {
        return new NativeSignals(stats, Way.PID);
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
        return switch (way) {
            case PIDFD -> sendByPidfd(process, signal);
            case PID -> sendByPid(process, signal);
        };
    }

    private Result sendByPidfd(ProcessIdentity process, int signal) {
        int pidfd = LibC.pidfdOpen(process.pid());
        if (pidfd < 0) {
            return pidfd == -LibC.ESRCH ? Result.NO_SUCH_PROCESS : sendByPid(process, signal);
        }
        try {
            // After the opening: the descriptor pins the process, so the one whose start time is right gets the signal
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
        return result == Result.SENT || result == Result.NO_SUCH_PROCESS ? result : sendByPid(process, signal);
    }

    private Result sendByPid(ProcessIdentity process, int signal) {
        return switch (stats.life(process)) {
            case ALIVE -> SystemErrors.result(LibC.sendSignal(process.pid(), signal));
            case ENDED -> Result.NO_SUCH_PROCESS;
            case UNKNOWN -> Result.FAILED;
        };
    }

    private enum Way {
        PIDFD,
        PID
    }
}
