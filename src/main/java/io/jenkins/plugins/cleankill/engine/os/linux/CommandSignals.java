package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/**
 * Signals by the {@code kill} that is built into every POSIX shell, for machines without JNA. It takes a millisecond or
 * two, for which the race of {@link NativeSignals#byPid} is open.
 */
final class CommandSignals implements SignalSender {

    private final StatReader stats;

    CommandSignals(StatReader stats) {
        this.stats = stats;
    }

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        return send(process, signal.name());
    }

    @Override
    public Optional<Result> probe(ProcessIdentity process) {
        return Optional.of(send(process, "0"));
    }

    private Result send(ProcessIdentity process, String signal) {
        StatReader.Life life = stats.life(process);
        if (life != StatReader.Life.ALIVE) {
            return life == StatReader.Life.ENDED ? Result.NO_SUCH_PROCESS : Result.FAILED;
        }
        try {
            if (exitCode(process, signal) == 0) {
                return Result.SENT;
            }
        } catch (IOException ignored) {
            // No shell, no memory, no more processes: all the caller can know is that nothing was sent
            return Result.FAILED;
        }
        return stats.hasEnded(process) ? Result.NO_SUCH_PROCESS : Result.NOT_PERMITTED;
    }

    private static int exitCode(ProcessIdentity process, String signal) throws IOException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + process.pid())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        // An abort must not make us lose the outcome of a signal
        return Uninterruptibly.await(kill::waitFor, () -> {});
    }
}
