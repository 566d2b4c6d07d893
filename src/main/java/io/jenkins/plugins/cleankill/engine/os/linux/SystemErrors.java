package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;

/** Turns errno(3) into values: the one place that does. */
final class SystemErrors {

    private SystemErrors() {}

    /** The result of a signal, by the answer of a system call about its process. */
    static Result result(int returned) {
        return switch (-returned) {
            case LibC.EPERM -> Result.NOT_PERMITTED;
            case LibC.ESRCH -> Result.NO_SUCH_PROCESS;
            default -> returned >= 0 ? Result.SENT : Result.FAILED;
        };
    }
}
