package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Releaser;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A shell that reads from us who is held, from the first one on. The system closes its pipe when the JVM is gone, however
 * that came about, SIGKILL and exec(2) included: then it waits, and lets go who is still held.
 */
final class ShellReleaser implements Releaser {

    /** An agent that restarts itself is back in a few seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Ctrl-C in a terminal goes to this process, too. */
    private static final String LISTEN = """
            trap '' INT QUIT HUP
            held=
            while read -r word process; do
              [ "$word" = over ] && exit
              held="$held $process"
            done
            %s="$1" exec /bin/sh -c "$2" clean-kill-lets-go "$3" $held
            """.formatted(VARIABLE);

    /** Fields 3 and 22 of /proc/PID/stat are state and start time, see proc_pid_stat(5). */
    private static final String LET_GO = """
            sleep "$1"
            shift
            for process; do
              pid=${process%%:*}
              parting=${process##*:}
              start=${process#*:}
              start=${start%:*}
              stat=$(cat "/proc/$pid/stat") || continue
              set -- ${stat##*) }
              if [ "$1" = T ] && [ "${20}" = "$start" ]; then
                kill -s "$parting" "$pid"
                kill -s CONT "$pid"
              fi
            done
            """;

    private final String about;
    private final Duration patience;
    private Process shell;
    private boolean failed;

    /** @param about names the termination for the next one of the same processes */
    ShellReleaser(String about, Duration patience) {
        this.about = about;
        this.patience = patience;
    }

    @Override
    public synchronized boolean hold(ProcessIdentity process, Signal parting) {
        if (!failed && shell == null) {
            start();
        }
        tell("hold " + process.pid() + ":" + process.start() + ":" + parting.name());
        return !failed;
    }

    private void start() {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", LISTEN, "clean-kill-waits", about, LET_GO, "" + patience.toSeconds())
                .directory(new File("/"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        // Nobody may take it for a process of a build
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            shell = builder.start();
        } catch (IOException ignored) {
            // No shell, no memory: the caller is told that there is nobody
            failed = true;
        }
    }

    private void tell(String line) {
        if (failed) {
            return;
        }
        try {
            OutputStream pipe = shell.getOutputStream();
            pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            pipe.flush();
        } catch (IOException ignored) {
            // Somebody has ended it: the caller is told that there is nobody
            failed = true;
        }
    }

    @Override
    public synchronized void close() {
        if (shell != null) {
            tell("over");
            try {
                shell.getOutputStream().close();
            } catch (IOException ignored) {
                // Somebody has ended it: it lets nobody go
            }
        }
    }
}
