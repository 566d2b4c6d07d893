package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Conditions that become true by themselves, and of which no message tells. */
public final class Eventually {

    private Eventually() {}

    /** Returns when the condition is true; fails when it is not after a minute. */
    public static void isTrue(String condition, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean now = holds.call();
        while (!now && System.nanoTime() < end) {
            Thread.onSpinWait();
            now = holds.call();
        }
        assertThat(now).as(condition).isTrue();
    }
}
