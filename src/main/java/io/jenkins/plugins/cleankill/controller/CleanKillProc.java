package io.jenkins.plugins.cleankill.controller;

import hudson.Proc;
import hudson.model.Computer;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that a thread waits for. An interrupt of that thread is kept from Jenkins' own killing: it begins a clean
 * termination, the output is followed to its end, and only then the interrupt goes on.
 */
public final class CleanKillProc extends Proc {

    /** A process that is dead, with its output followed to the end, is joined at once. */
    private static final long JOIN_SECONDS = 5;

    private final Proc inner;
    private final CommandOwner owner;
    private final CommandOutput output;
    private CompletableFuture<Integer> exit;

    /** @param output the launch, and where its output goes */
    public CleanKillProc(Proc inner, CommandOwner owner, CommandOutput output) {
        this.inner = inner;
        this.owner = owner;
        this.output = output;
    }

    @Override
    public boolean isAlive() throws IOException, InterruptedException {
        return inner.isAlive();
    }

    /** A build step that kills its command does not mean the others. */
    @Override
    public void kill() throws InterruptedException {
        collect(owner.stop(output));
    }

    /** An interrupted {@link Proc#join()} would make Jenkins kill in its own way: so another thread does the waiting. */
    @Override
    public int join() throws IOException, InterruptedException {
        owner.waitBegins(output);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // a future that is done would not look at it
            }
            return result(exit()::get);
        } catch (InterruptedException e) {
            collect(owner.abort(output));
            passOnIfTheAgentHangs();
            throw e;
        } finally {
            owner.waitEnds(output);
        }
    }

    /**
     * A build step asks the agent for something more, to delete the script that it ran as a rule, and waits for that without
     * a limit: with the flag set this wait ends, too.
     */
    private void passOnIfTheAgentHangs() {
        if (owner.agentHangs()) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a command that is dead by now. A second abort has left the interrupt flag set: the flag has done its
     * work, and must not cut off the end of the log. A failure here must not take the place of the interrupt.
     */
    private void collect(Optional<TerminationReport> report) throws InterruptedException {
        Thread.interrupted();
        try {
            if (owner.agentHangs()) {
                return; // nothing comes from there any more
            }
            if (report.isEmpty()) {
                killAsJenkinsDoes();
            }
            result(() -> exit().get(JOIN_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutIOException e) {
            uncollected(report);
        } catch (IOException e) {
            // The loss of the agent has been told
            if (!owner.agentIsLost()) {
                owner.say("The command's end is not known: " + e.getMessage());
            }
        }
    }

    /** Jenkins' own killing, whose end is awaited no longer than an agent may take. */
    private void killAsJenkinsDoes() throws IOException, InterruptedException {
        if (owner.agentIsLost()) {
            return;
        }
        try {
            AnswerLimit.await(this::killInner, AnswerLimit.margin());
        } catch (ExecutionException e) {
            throw new IOException(Failures.reason(e), e);
        } catch (TimeoutException e) {
            throw new IOException("it is not over after " + AnswerLimit.margin().toSeconds() + " s", e);
        }
    }

    private Void killInner() throws IOException, InterruptedException {
        inner.kill();
        return null;
    }

    /** A command that is no member has taken another program's place with another environment: Jenkins knows its pid. */
    private void uncollected(Optional<TerminationReport> report) throws InterruptedException {
        if (owner.agentIsLost()) {
            return; // that has been said
        }
        boolean kept =
                report.filter(each -> each.outcome().count(Ending.KEPT) > 0).isPresent();
        if (kept) {
            owner.say("The command is not waited for any longer");
            return;
        }
        owner.say("The command still runs; Jenkins' own killing does what it can");
        try {
            killAsJenkinsDoes();
        } catch (IOException e) {
            owner.say("It could not be killed: " + e.getMessage());
        }
    }

    /**
     * The exit, which a thread of the controller waits for while the command runs: an agent tells it to a waiting call only,
     * and that call must not be the interrupted thread's.
     */
    private synchronized CompletableFuture<Integer> exit() {
        if (exit == null) {
            exit = CompletableFuture.supplyAsync(this::joinInner, Computer.threadPoolForRemoting);
        }
        return exit;
    }

    private int joinInner() {
        try {
            return inner.join();
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(new IOException("The wait for the process was interrupted", e));
        }
    }

    private static int result(Wait wait) throws IOException, InterruptedException {
        try {
            return wait.get();
        } catch (TimeoutException e) {
            throw new TimeoutIOException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private interface Wait {
        int get() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static final class TimeoutIOException extends IOException {
        private static final long serialVersionUID = 1L;

        TimeoutIOException(Throwable cause) {
            super(cause);
        }
    }

    @Override
    public InputStream getStdout() {
        return inner.getStdout();
    }

    @Override
    public InputStream getStderr() {
        return inner.getStderr();
    }

    @Override
    public OutputStream getStdin() {
        return inner.getStdin();
    }
}
