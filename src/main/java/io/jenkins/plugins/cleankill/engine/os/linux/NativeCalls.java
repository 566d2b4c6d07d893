package io.jenkins.plugins.cleankill.engine.os.linux;

import java.util.Optional;

/**
 * Which system calls beyond Java's own can be used on this machine.
 *
 * @param whyNoJna why JNA can't be used; nothing if it can
 * @param pidfd whether the kernel has pidfd_open(2): since Linux 5.3, unless a sandbox forbids it
 */
record NativeCalls(Optional<String> whyNoJna, boolean pidfd) {

    /** The calls that this machine has. */
    static NativeCalls probe() {
        Optional<String> reason;
        try {
            reason = LibC.Availability.REASON;
        } catch (NoClassDefFoundError e) {
            // The verifier may load JNA's classes together with ours
            reason = Optional.of("JNA is not there: " + e.getMessage());
        }
        return new NativeCalls(reason, reason.isEmpty() && hasPidfd());
    }

    /** Whether there is any way to call them. */
    boolean jna() {
        return whyNoJna.isEmpty();
    }

    private static boolean hasPidfd() {
        int pidfd = LibC.pidfdOpen(ProcessHandle.current().pid());
        if (pidfd >= 0) {
            LibC.closeFile(pidfd);
        }
        // Without a descriptor to spare, each call says so: it may be different by then
        return pidfd >= 0 || pidfd == -LibC.EMFILE || pidfd == -LibC.ENFILE || pidfd == -LibC.ENOMEM;
    }
}
