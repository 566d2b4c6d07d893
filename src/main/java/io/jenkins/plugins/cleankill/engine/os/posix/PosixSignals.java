package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every signal by kill(2), after a look at the process' start time. Between the two the process may end, and, in theory, its
 * pid be given again: without a pidfd there is no better way.
 */
final class PosixSignals implements SignalSender {

    private static final int NO_SIGNAL = 0;

    private final SignalNumbers numbers;

    PosixSignals(SignalNumbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        OptionalInt number = numbers.of(signal);
        return number.isEmpty() ? Result.UNSUPPORTED : send(process, number.getAsInt());
    }

    @Override
    public Optional<Result> probe(ProcessIdentity process) {
        return Optional.of(send(process, NO_SIGNAL));
    }

    @Override
    public boolean supports(Signal signal) {
        return numbers.of(signal).isPresent();
    }

    private static Result send(ProcessIdentity process, int number) {
        if (!isAllowed(process)) {
            return Result.FAILED;
        }
        return Handles.find(process).isPresent() ? result(LibC.send(process.pid(), number)) : Result.NO_SUCH_PROCESS;
    }

    private static Result result(int returned) {
        return switch (-returned) {
            case 0 -> Result.SENT;
            case LibC.EPERM -> Result.NOT_PERMITTED;
            case LibC.ESRCH -> Result.NO_SUCH_PROCESS;
            default -> Result.FAILED;
        };
    }

    /** To kill(2), 0 means our process group, -1 every process and 1 the init process. */
    private static boolean isAllowed(ProcessIdentity process) {
        return process.pid() > 1
                && process.pid() <= Integer.MAX_VALUE
                && process.pid() != ProcessHandle.current().pid()
                && process.start() != ProcessIdentity.UNKNOWN_START;
    }
}
