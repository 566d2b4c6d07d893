package io.jenkins.plugins.cleankill.engine.os;

import java.util.Arrays;
import java.util.stream.Stream;

/** The threads of this JVM, without their stacks: {@link Thread#getAllStackTraces()} halts all of them for a moment. */
public final class LiveThreads {

    /** Threads may be born between the count and the list. */
    private static final int SPARE = 64;

    private LiveThreads() {}

    /** All that were started and have not ended. */
    public static Stream<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + SPARE];
        int count = root.enumerate(threads, true);
        while (count == threads.length) {
            threads = new Thread[2 * count];
            count = root.enumerate(threads, true);
        }
        return Arrays.stream(threads, 0, count);
    }
}
