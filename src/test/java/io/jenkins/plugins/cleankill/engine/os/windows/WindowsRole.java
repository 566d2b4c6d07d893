package io.jenkins.plugins.cleankill.engine.os.windows;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the scenarios start: a tool that needs 1.2 s to shut down after Ctrl+C, or one that ignores it. Each says READY when its
 * handlers stand.
 */
public final class WindowsRole {

    private WindowsRole() {}

    /** {@code tool NAME} or {@code stubborn NAME}. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        String name = arguments[1];
        CountDownLatch asked = new CountDownLatch(1);
        Signal.handle(
                new Signal("INT"), arguments[0].equals("tool") ? signal -> asked.countDown() : SignalHandler.SIG_IGN);
        out.println("READY " + name);
        out.flush();
        asked.await();
        for (int i = 0; i < 4; i++) {
            out.println("shutdown " + i + " " + name);
            out.flush();
            Thread.sleep(300);
        }
        out.println("FINISHED " + name);
        out.flush();
        Runtime.getRuntime().halt(0);
    }
}
