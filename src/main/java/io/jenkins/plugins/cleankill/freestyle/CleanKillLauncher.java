package io.jenkins.plugins.cleankill.freestyle;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.remoting.Channel;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Gives every process of the build the cookie, and watches over those that somebody waits for. */
final class CleanKillLauncher extends Launcher.DecoratedLauncher {

    private final BuildSession session;

    CleanKillLauncher(Launcher inner, BuildSession session) {
        super(inner);
        this.session = session;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        FollowedOutput output = FollowedOutput.of(String.join(" ", starter.cmds()), starter.stdout(), starter.stderr());
        session.remember(starter.envs(), starter.pwd());
        starter.envs(with(starter.envs(), session.variables(), output.asVariables()));
        Proc proc = getInner().launch(starter);
        session.watch(output);
        return new CleanKillProc(proc, session, output);
    }

    @SafeVarargs
    private static String[] with(String[] environment, Map<String, String>... more) {
        return Stream.concat(
                        Arrays.stream(environment),
                        Arrays.stream(more)
                                .flatMap(each -> each.entrySet().stream())
                                .map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
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

    /** Jenkins' sweep at the end of the build: ours comes in its place, and only where ours fails does Jenkins' come. */
    @Override
    public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
        if (!session.sweep() && !session.agentIsLost()) {
            getInner().kill(modelEnvVars);
        }
    }
}
