package io.jenkins.plugins.cleankill.engine.os.windows;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the scenarios start: a tool that needs 1.2 s to shut down after Ctrl+C, or one that ignores it. Each says READY when its
 * handlers stand.
 */
public final class WindowsRole {

    private static final Predicate<String> IS_OF_A_BUILD =
            Pattern.compile("(BUILD|CLEAN_KILL|HUDSON|JENKINS)_.*").asMatchPredicate();

    private WindowsRole() {}

    /** {@code tool NAME}, {@code stubborn NAME}, or {@code leaver NAME FILE}. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        PrintStream out = System.out;
        String name = arguments[1];
        if (arguments[0].equals("leaver")) {
            out.println("COOKIE " + System.getenv("CLEAN_KILL_COOKIE"));
            out.flush();
            leaveATool(name, Path.of(arguments[2]));
            return;
        }
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

    /** Waits for the file, starts a tool whose environment says nothing of a build, and ends before it. */
    private static void leaveATool(String name, Path file) throws InterruptedException, IOException {
        while (!Files.exists(file)) {
            Thread.sleep(20);
        }
        ProcessBuilder tool = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WindowsRole.class.getName(),
                        "tool",
                        name)
                .inheritIO();
        tool.environment().keySet().removeIf(IS_OF_A_BUILD);
        tool.start();
        Runtime.getRuntime().halt(0);
    }
}
