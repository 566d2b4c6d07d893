package io.jenkins.plugins.cleankill.engine.attack;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.os.linux.LesserLinux;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.os.posix.PosixSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.script.ScriptCommand;
import io.jenkins.plugins.cleankill.engine.script.ScriptReader;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Each way in which processes are signalled on Linux. */
enum Way {
    PIDFD(LinuxSystem::local),
    KILL(LesserLinux::withoutPidfd),
    SHELL(LesserLinux::withoutJna),
    POSIX(() -> new PosixSystem(() -> pid -> Optional.empty())),
    SCRIPT(LinuxSystem::local) {
        @Override
        Outcome terminate(Process build, Cookie cookie) throws IOException, InterruptedException {
            ScriptCommand command = new ScriptCommand("test-" + Cookie.random().value());
            ScriptReader reader = new ScriptReader(command, SETTINGS, new SystemClock(), event -> {});
            Process script = new ProcessBuilder(command.end(cookie.asVariables(), SETTINGS, ""))
                    .redirectErrorStream(true)
                    .start();
            script.inputReader().lines().forEach(reader::line);
            script.waitFor();
            if (!reader.isOver()) {
                throw new IOException("the script ended early: " + reader.lastOtherLine());
            }
            return reader.close();
        }
    };

    private static final Settings SETTINGS =
            new Settings(Ladder.parse("TERM 1s"), Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);

    private final Supplier<OperatingSystem> system;

    Way(Supplier<OperatingSystem> system) {
        this.system = system;
    }

    OperatingSystem system() {
        return system.get();
    }

    /** Ends a build in this way. */
    Outcome terminate(Process build, Cookie cookie) throws IOException, InterruptedException {
        OperatingSystem machine = system();
        Scope scope = Scope.of(cookie);
        // Java's birth of a process is another one than that of /proc
        Scope rooted = this == POSIX ? scope.withRoots(Set.of(Handles.identity(build.toHandle()))) : scope;
        return new CleanKill(machine, new TerminationRequest(rooted, SETTINGS, Veto.NONE, event -> {})).terminate();
    }
}
