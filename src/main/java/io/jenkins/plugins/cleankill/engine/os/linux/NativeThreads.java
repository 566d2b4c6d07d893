package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Threads of this JVM as the system knows them: by the beginning of their names, see {@code comm} in
 * proc_pid_comm(5). Several may be called alike.
 */
final class NativeThreads {

    // Of a long name HotSpot gives the system the beginning, newer versions the beginning and the end: 15 bytes, see
    // PR_SET_NAME in prctl(2)
    private static final int NATIVE_LENGTH = 15;
    private static final int BEGINNING = 7;
    private static final int END = 6;

    private final ProcFs proc;

    NativeThreads(ProcFs proc) {
        this.proc = proc;
    }

    /** The numbers of all threads that are called like one of these; none if that can't be told for certain. */
    List<Long> calledLike(Collection<Thread> threads) {
        Set<String> names = names(threads);
        long self = ProcessHandle.current().pid();
        return Arrays.stream(threads(self))
                .filter(id -> names.contains(
                        text(proc.path(self, "task/" + id + "/comm")).strip()))
                .boxed()
                .toList();
    }

    private long[] threads(long pid) {
        try {
            return proc.threads(pid);
        } catch (IOException ignored) {
            // EMFILE or ENFILE: no thread is known for certain
            return new long[0];
        }
    }

    /** The system's names for these threads, in each of the ways of HotSpot. */
    static Set<String> names(Collection<Thread> threads) {
        return threads.stream()
                .map(Thread::getName)
                .flatMap(NativeThreads::names)
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(String name) {
        return name.length() <= NATIVE_LENGTH
                ? Stream.of(name.strip())
                : Stream.of(
                        name.substring(0, NATIVE_LENGTH).strip(),
                        (name.substring(0, BEGINNING) + ".." + name.substring(name.length() - END)).strip());
    }

    /** A file of the system's; empty if it is gone, as the thread's that has ended. */
    static String text(String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
        } catch (IOException ignored) {
            // The thread has ended, or the kernel does not have this file
            return "";
        }
    }
}
