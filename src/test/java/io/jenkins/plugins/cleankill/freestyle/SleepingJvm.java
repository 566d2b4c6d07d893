package io.jenkins.plugins.cleankill.freestyle;

/** A JVM that waits for its end. */
public final class SleepingJvm {

    private SleepingJvm() {}

    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().setName("the-sleeping-thread");
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
