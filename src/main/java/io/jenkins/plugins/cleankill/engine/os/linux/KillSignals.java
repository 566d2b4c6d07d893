package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/**
 * Signals by kill(2), for kernels without pidfd. Between the check of the birth and the signal, some 10 µs, the process
 * could end and all other pids be used up before its own is given away again: that race remains.
 */
final class KillSignals implements SignalSender {

    private final StatReader stats;

    KillSignals(StatReader stats) {
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

    Result send(ProcessIdentity process, int signal) {
        return switch (stats.life(process)) {
            case ALIVE -> SystemErrors.result(LibC.sendSignal(process.pid(), signal));
            case ENDED -> Result.NO_SUCH_PROCESS;
            case UNKNOWN -> Result.FAILED;
        };
    }
}
