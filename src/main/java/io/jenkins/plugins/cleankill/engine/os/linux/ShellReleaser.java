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
import java.util.ArrayList;
import java.util.List;

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
            read -r about
            held=
            while read -r word process; do
              [ "$word" = over ] && exit
              held="$held $process"
            done
            %s="$about" exec /bin/sh -c "$1" clean-kill-lets-go "$2" $held
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

    private final Duration patience;
    private final List<String> untold = new ArrayList<>();
    private Thread starter;
    private Process shell;
    private boolean failed;

    /** @param about names the termination for the next one of the same processes */
    ShellReleaser(String about, Duration patience) {
        this.patience = patience;
        this.untold.add(about); // through the pipe: everybody may read a command line
    }

    /** Nobody waits for the shell: the next process is to be held now. */
    @Override
    public synchronized void hold(ProcessIdentity process, Signal parting) {
        untold.add("hold " + process.pid() + ":" + process.start() + ":" + parting.name());
        if (starter == null) {
            starter = new Thread(this::start, "Clean Kill: who lets go if we are lost");
            starter.setDaemon(true);
            starter.start();
        }
        tell();
    }

    @Override
    public synchronized boolean isThere() {
        return shell != null && !failed && untold.isEmpty();
    }

    private void start() {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", LISTEN, "clean-kill-waits", LET_GO, "" + patience.toSeconds())
                .directory(new File("/"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        // Nobody may take it for a process of a build
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            begin(builder.start());
        } catch (IOException ignored) {
            // No shell, no memory: there is nobody, and who asks is told so
        }
    }

    private synchronized void begin(Process started) {
        shell = started;
        tell();
    }

    private void tell() {
        if (shell == null || failed) {
            return;
        }
        try {
            OutputStream pipe = shell.getOutputStream();
            for (String line : untold) {
                pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            pipe.flush();
            untold.clear();
        } catch (IOException ignored) {
            // Somebody has ended it: there is nobody, and who asks is told so
            failed = true;
        }
    }

    @Override
    public synchronized void close() {
        if (starter != null) {
            untold.add("over");
            tell();
        }
    }
}
