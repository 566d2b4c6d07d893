package io.jenkins.plugins.cleankill.engine.os.posix;

import com.sun.jna.Native;
import io.jenkins.plugins.cleankill.engine.os.NativeCode;
import java.util.Optional;

/** The one function of the C library that is needed on every Unix. */
final class LibC {

    static final int EPERM = 1;
    static final int ESRCH = 3;

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    /** 0, or the negative errno(3); see kill(2). */
    static int send(long pid, int signal) {
        return kill((int) pid, signal) == 0 ? 0 : -Native.getLastError();
    }

    private static native int kill(int pid, int signal);

    /** Why it can't be called, if so; a class of its own, so that a failure to load is an answer and no error. */
    static final class Availability {

        static final Optional<String> REASON = NativeCode.whyNot(Availability::tryOut);

        private Availability() {}

        private static Optional<String> tryOut() {
            return send(ProcessHandle.current().pid(), 0) == 0 ? Optional.empty() : Optional.of("kill(2) is refused");
        }
    }
}
