package io.jenkins.plugins.cleankill.engine.os.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings threads of this JVM out of a read(2) that waits, with no data needed: by the signal that java.nio uses for its
 * own threads (NativeThread.c of the JDK). Its handler does nothing, so read(2) returns EINTR and the JVM asks again,
 * by the descriptor's number: it finds what is behind the number now. To any other thread it is harmless.
 */
final class CopierWaker {

    /** SIGRTMAX - 2. */
    private static final int INTERRUPT_SIGNAL = 62;

    // Of a long name HotSpot gives the system the beginning, newer versions the beginning and the end: 15 bytes, see
    // PR_SET_NAME in prctl(2)
    private static final int NATIVE_LENGTH = 15;
    private static final int BEGINNING = 7;
    private static final int END = 6;

    private final ProcFs proc;

    CopierWaker(ProcFs proc) {
        this.proc = proc;
    }

    /** Whether it can be done here: without java.nio's handler the signal would end the JVM. */
    boolean isUsable() {
        return LibC.canSignalThreads() && (caught() >>> (INTERRUPT_SIGNAL - 1) & 1) == 1;
    }

    private long caught() {
        return StatusFile.parse(text(proc.path("self/status"))).signals().caught();
    }

    /** Wakes each of these threads that waits in a system call. */
    void wake(List<Thread> threads) {
        Set<String> names = threads.stream()
                .map(Thread::getName)
                .flatMap(CopierWaker::nativeNames)
                .collect(Collectors.toSet());
        long self = ProcessHandle.current().pid();
        for (long id : proc.threads(self)) {
            if (names.contains(text(proc.path(self, "task/" + id + "/comm")).strip())) {
                LibC.signalThread(id, INTERRUPT_SIGNAL);
            }
        }
    }

    private static Stream<String> nativeNames(String name) {
        return name.length() <= NATIVE_LENGTH
                ? Stream.of(name.strip())
                : Stream.of(
                        name.substring(0, NATIVE_LENGTH).strip(),
                        (name.substring(0, BEGINNING) + ".." + name.substring(name.length() - END)).strip());
    }

    private static String text(String path) {
        try {
            return Files.readString(Path.of(path), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException ignored) {
            // The thread has ended
            return "";
        }
    }
}
