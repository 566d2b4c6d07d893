package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Conditions that become true by themselves, and of which no message tells. */
public final class Eventually {

    /** What the processes that are waited for have of the processor meanwhile. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    /** Returns when the condition is true, which is looked at 50 times a second at most; fails when it is not after a minute. */
    public static void isTrue(String condition, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean now = holds.call();
        while (!now && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE);
            now = holds.call();
        }
        assertThat(now).as(condition).isTrue();
    }
}
