package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;

/** Turns errno(3) into values: the one place that does. */
final class SystemErrors {

    private SystemErrors() {}

    /** What a system call about a process that answered this says about the signal. */
    static Result result(int returned) {
        return switch (-returned) {
            case LibC.EPERM -> Result.NOT_PERMITTED;
            case LibC.ESRCH -> Result.NO_SUCH_PROCESS;
            default -> returned >= 0 ? Result.SENT : Result.FAILED;
        };
    }
}
