package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.ShellThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;

/** A JVM that has frozen some processes and is lost: {@code LostJvm PID START ...}. It says {@code ready}, and ends at the end of its input. */
public final class LostJvm {

    private LostJvm() {}

    public static void main(String[] arguments) throws IOException {
        ThawWatchdog watchdog = new ShellThawWatchdog("it", Duration.ofSeconds(1), LinuxSystem.IS_STOPPED);
        for (int i = 0; i < arguments.length; i += 2) {
            watchdog.watch(
                    new ProcessIdentity(Long.parseLong(arguments[i]), Long.parseLong(arguments[i + 1])), Signal.TERM);
        }
        while (!watchdog.isThere()) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
        System.in.read();
        Runtime.getRuntime().halt(0);
    }
}
