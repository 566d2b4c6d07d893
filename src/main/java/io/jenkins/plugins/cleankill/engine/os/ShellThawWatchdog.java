package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A shell that reads from a pipe which processes are frozen, started at the first freeze. The kernel closes the pipe when
 * the JVM is gone, SIGKILL and exec(2) included: then the shell waits, and thaws the processes that are still stopped.
 */
public final class ShellThawWatchdog implements ThawWatchdog {

    /** This system property of the JVM that freezes has the seconds of {@link #patience()}, where it is not to be 30. */
    public static final String PATIENCE_SECONDS = "io.jenkins.plugins.cleankill.watchdogSeconds";

    /** An agent that restarts itself is back in a few seconds. */
    private static final int USUAL_PATIENCE_SECONDS = 30;

    /**
     * Ctrl-C in a terminal goes to this process, too. Jenkins ends an agent that it has launched by SIGTERM to all processes
     * below it, to this one before the JVM: the frozen ones would take theirs only when they go on. The last word on a
     * process counts: a process frozen for a blink may be held later, and must not go on without its signal then.
     */
    private static final String LISTEN = """
            trap '' INT QUIT HUP TERM
            cd /
            read -r about
            held=
            while read -r word process; do
              [ "$word" = over ] && exit
              held="$process $held"
            done
            export VARIABLE="$about"
            exec /bin/sh -c "$1" clean-kill-thaws "$2" $held
            """.replace("VARIABLE", VARIABLE);

    /** A signal that ends the sleep is meant for the shell, too. */
    private static final String THAW = """
            sleep "$1"
            [ $? -gt 128 ] && exit
            shift
            for process; do
              pid=${process%%:*}
              parting=${process##*:}
              start=${process#*:}
              start=${start%:*}
              if is_stopped; then
                kill -s "$parting" "$pid"
                kill -s CONT "$pid"
              fi
            done
            """;

    private final String about;
    private final Duration patience;
    private final String isStopped;
    /** The shell's stdin, once all lines so far are written to it. */
    private CompletableFuture<OutputStream> pipe;

    /**
     * @param about names the termination for the next one of the same processes
     * @param isStopped the commands of a function of sh(1) that succeeds if the process {@code $pid} was born at {@code
     *     $start}, in the ticks of {@link ProcessIdentity}, and is stopped
     */
    public ShellThawWatchdog(String about, Duration patience, String isStopped) {
        this.about = about;
        this.patience = patience;
        this.isStopped = "is_stopped() {\n" + isStopped + "}\n";
    }

    /** How long a watchdog waits for a lost JVM to be back before it thaws. */
    public static Duration patience() {
        return Duration.ofSeconds(Math.max(1, Integer.getInteger(PATIENCE_SECONDS, USUAL_PATIENCE_SECONDS)));
    }

    /** The start of the shell is not waited for: the next process is to be frozen now. */
    @Override
    public synchronized void watch(ProcessIdentity process, Signal parting) {
        if (pipe == null) {
            pipe = begin();
            // A command line may be read by every user: the cookie is not written there
            tell(about);
        }
        tell("hold " + process.pid() + ":" + process.start() + ":" + parting.name());
    }

    private CompletableFuture<OutputStream> begin() {
        try {
            return CompletableFuture.supplyAsync(this::start, ShellThawWatchdog::inAThreadOfItsOwn);
        } catch (OutOfMemoryError e) {
            // EAGAIN of clone(2): in a storm of forks there is no thread and no shell, and the killing goes on without
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Without a shell the line is lost, and {@link #isThere()} says so. */
    private void tell(String line) {
        pipe = pipe.thenApply(open -> write(open, line));
    }

    @Override
    public synchronized boolean isThere() {
        return pipe != null && pipe.isDone() && !pipe.isCompletedExceptionally();
    }

    @Override
    public synchronized void close() {
        if (pipe != null) {
            tell("over");
        }
    }

    private OutputStream start() {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", LISTEN, "clean-kill-waits", isStopped + THAW, "" + patience.toSeconds())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        // With the variables of a build it would be taken for one of its processes
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            return builder.start().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream write(OutputStream pipe, String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            pipe.flush();
            return pipe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inAThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task, "Clean Kill: thaws if we are lost");
        thread.setDaemon(true);
        thread.start();
    }
}
