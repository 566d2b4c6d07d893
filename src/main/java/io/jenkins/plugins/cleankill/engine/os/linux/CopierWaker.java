package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatusFile;
import java.util.List;

/**
 * Brings threads of this JVM out of a read(2) that waits, with no data needed: by the signal that java.nio uses for its
 * own threads (NativeThread.c of the JDK). Its handler does nothing, so read(2) returns EINTR and the JVM asks again,
 * by the descriptor's number: it finds what is behind the number now. To any other thread it is harmless.
 */
final class CopierWaker {

    /** SIGRTMAX - 2. */
    private static final int INTERRUPT_SIGNAL = 62;

    private final ProcFs proc;

    CopierWaker(ProcFs proc) {
        this.proc = proc;
    }

    /** Whether it can be done here: without java.nio's handler the signal would end the JVM. */
    boolean isUsable() {
        return LibC.canSignalThreads() && (caught() >>> (INTERRUPT_SIGNAL - 1) & 1) == 1;
    }

    private long caught() {
        return StatusFile.parse(NativeThreads.text(proc.path("self/status")))
                .signals()
                .caught();
    }

    /** Wakes each of these threads that waits in a system call. */
    void wake(List<Thread> threads) {
        new NativeThreads(proc).calledLike(threads).forEach(id -> LibC.signalThread(id, INTERRUPT_SIGNAL));
    }
}
