package io.jenkins.plugins.cleankill.freestyle;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.remoting.Channel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.CleanKillProc;
import io.jenkins.plugins.cleankill.controller.GroupedLaunch;
import io.jenkins.plugins.cleankill.controller.Interruption;
import io.jenkins.plugins.cleankill.controller.Variables;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Gives every process of the build the cookie, and watches over those that a thread waits for. */
final class CleanKillLauncher extends Launcher.DecoratedLauncher {

    private final BuildSession session;

    CleanKillLauncher(Launcher inner, BuildSession session) {
        super(inner);
        this.session = session;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        GroupedLaunch launch = GroupedLaunch.of(getInner(), starter, session.controlGroups());
        CommandOutput output = CommandOutput.of(String.join(" ", launch.words()), starter.stdout(), starter.stderr());
        session.remember(starter.envs(), starter.pwd());
        starter.envs(Variables.with(starter.envs(), session.variables(), output.asVariables()));
        try {
            Proc proc = launch.launch(this::print, output);
            session.watch(output);
            return new CleanKillProc(proc, session, output);
        } catch (IOException | RuntimeException e) {
            if (!Interruption.isBehind(e)) {
                throw e;
            }
            // Build steps make a failure of it, so the interrupt goes on where they expect one: when they wait
            Thread.currentThread().interrupt();
            session.loseLaunch();
            return new CleanKillProc(new LostProc(), session, output);
        }
    }

    private void print(ProcStarter starter) {
        maskedPrintCommandLine(starter.cmds(), starter.masks(), starter.pwd());
    }

    @Override
    public Channel launchChannel(String[] cmd, OutputStream out, FilePath workDir, Map<String, String> envVars)
            throws IOException, InterruptedException {
        session.noteSecrets(envVars.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
        Map<String, String> withCookie = new HashMap<>(envVars);
        withCookie.putAll(session.variables());
        return getInner().launchChannel(cmd, out, workDir, withCookie);
    }

    /**
     * Jenkins' sweep at the end of the build: ours comes in its place, and only where ours fails does Jenkins' come. A build
     * step may call it, too, for some processes of its own.
     */
    @Override
    public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
        boolean done = session.isWholeBuild(modelEnvVars) ? session.sweepAll() : session.stop(modelEnvVars);
        if (!done && !session.agentIsLost()) {
            killAsJenkinsDoes(modelEnvVars);
        }
    }

    /** Jenkins' own killing, whose end is awaited no longer than an agent may take. */
    private void killAsJenkinsDoes(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
        try {
            AnswerLimit.await(
                    () -> {
                        getInner().kill(modelEnvVars);
                        return null;
                    },
                    AnswerLimit.margin());
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (TimeoutException e) {
            session.say("Jenkins' own killing is not over after "
                    + AnswerLimit.margin().toSeconds() + " s");
        }
    }
}
