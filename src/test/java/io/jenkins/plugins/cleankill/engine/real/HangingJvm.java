package io.jenkins.plugins.cleankill.engine.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM that hangs: its main thread waits for ever, or, by the word {@code deadlock}, two others wait for each other. */
public final class HangingJvm {

    private HangingJvm() {}

    /** Leaves the mark {@code ready} when it hangs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("deadlock")) {
            deadlock();
        }
        Files.createFile(Path.of(System.getenv("MARKERS"), "ready"));
        waitsForAnAnswerThatNeverComes();
    }

    private static void waitsForAnAnswerThatNeverComes() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void deadlock() throws InterruptedException {
        Object one = new Object();
        Object other = new Object();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread first = new Thread(() -> lock(one, other, bothHold), "first-of-two");
        Thread second = new Thread(() -> lock(other, one, bothHold), "second-of-two");
        first.start();
        second.start();
        while (first.getState() != Thread.State.BLOCKED || second.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private static void lock(Object mine, Object theirs, CountDownLatch bothHold) {
        synchronized (mine) {
            bothHold.countDown();
            try {
                bothHold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (theirs) {
                throw new IllegalStateException("no deadlock");
            }
        }
    }
}
