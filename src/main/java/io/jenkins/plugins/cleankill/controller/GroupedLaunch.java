package io.jenkins.plugins.cleankill.controller;

import hudson.Launcher;
import hudson.Launcher.ProcStarter;
import hudson.Proc;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.FindControlGroupTask;
import io.jenkins.plugins.cleankill.agent.JobObjectTask;
import io.jenkins.plugins.cleankill.engine.os.GroupedCommand;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/**
 * Launches a command in a control group of its block or build, where the agent's own group is ours to divide. A launcher that
 * another plugin has decorated may bring commands elsewhere, or join their words to a line: its commands are left as they are. On
 * Windows the group is a job object, which a command is put into as soon as it runs.
 */
public final class GroupedLaunch {

    /** This system property of the controller, set to {@code true}, switches control groups on. */
    public static final String SWITCH = "io.jenkins.plugins.cleankill.controlGroups";

    private static final Logger LOGGER = Logger.getLogger(GroupedLaunch.class.getName());

    /**
     * Programs that are a shell, or hand over to one: they lose the variables that a shell loses anyway. A JVM looks {@code
     * nohup} up in another PATH than a shell does, but nohup itself is everywhere in the same place.
     */
    private static final Set<String> SHELLS = Set.of("/bin/sh", "nohup");

    private final Launcher plain;
    private final ProcStarter starter;
    private final List<GroupName> names;
    private final Optional<GroupedCommand> grouped;

    private GroupedLaunch(
            Launcher plain, ProcStarter starter, List<GroupName> names, Optional<GroupedCommand> grouped) {
        this.plain = plain;
        this.starter = starter;
        this.names = names;
        this.grouped = grouped;
    }

    /**
     * A launch that has not begun: in the last of the groups if that can be done.
     *
     * @param plain starts commands on the agent itself
     * @param names the groups, each in the one before it
     */
    public static GroupedLaunch of(Launcher plain, ProcStarter starter, List<GroupName> names) {
        String directory = canBeGrouped(plain, starter) ? directory(channel(plain)) : "";
        return new GroupedLaunch(
                plain,
                starter,
                names,
                directory.isEmpty() ? Optional.empty() : Optional.of(new GroupedCommand(directory, names)));
    }

    /** The words that are executed. The JVM names the threads that copy the command's output by them. */
    public List<String> words() {
        return grouped.map(group -> group.words(starter.cmds())).orElse(starter.cmds());
    }

    /**
     * Launches it.
     *
     * @param print prints the command line as the launcher would
     * @param output the output of this launch, whose variables the command has in its environment
     */
    public Proc launch(Consumer<ProcStarter> print, CommandOutput output) throws IOException {
        if (grouped.isPresent()) {
            return launchGrouped(print);
        }
        Proc proc = plain.launch(starter);
        if (isSwitchedOn(plain) && !plain.isUnix()) {
            enterJobObjects(output);
        }
        return proc;
    }

    /** The command runs: what fails here is no failure of the build. */
    private void enterJobObjects(CommandOutput output) {
        try {
            JobObjectTask.begin(channel(plain), names, output);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A command is in no job object: its agent is lost", e);
        }
    }

    private static boolean isSwitchedOn(Launcher plain) {
        boolean onTheAgent = plain instanceof Launcher.LocalLauncher || plain instanceof Launcher.RemoteLauncher;
        return onTheAgent && plain.getChannel() != null && SystemProperties.getBoolean(SWITCH);
    }

    /** The channel of a launcher for which it is switched on: a launcher's channel does not change. */
    private static VirtualChannel channel(Launcher plain) {
        return Objects.requireNonNull(plain.getChannel(), "it has one");
    }

    private static boolean canBeGrouped(Launcher plain, ProcStarter starter) {
        return isSwitchedOn(plain)
                && plain.isUnix()
                && !starter.cmds().isEmpty()
                && survivesAShell(starter.cmds().get(0), starter.envs());
    }

    /**
     * A program without a path is looked up by the JVM in its own PATH, and the launch fails where there is none. A variable
     * whose name a shell can't use is lost in most shells.
     */
    private static boolean survivesAShell(String program, String[] environment) {
        return SHELLS.contains(program)
                || program.startsWith("/")
                        && Arrays.stream(environment).allMatch(variable -> variable.matches("(?s)[A-Za-z_]\\w*=.*"));
    }

    private static String directory(VirtualChannel channel) {
        try {
            return channel instanceof Channel remote ? known(remote) : channel.call(new FindControlGroupTask());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The control group of an agent is not known; the launch finds out what is wrong", e);
        } catch (InterruptedException e) {
            // The launch that follows is interrupted, as if it had been alone
            Thread.currentThread().interrupt();
        }
        return "";
    }

    /** Once in a connection. */
    private static String known(Channel channel) throws IOException, InterruptedException {
        if (channel.getProperty(FindControlGroupTask.class.getName()) instanceof String directory) {
            return directory;
        }
        String directory = channel.call(new FindControlGroupTask());
        channel.setProperty(FindControlGroupTask.class.getName(), directory);
        return directory;
    }

    /** The caller finds its starter as it was. */
    private Proc launchGrouped(Consumer<ProcStarter> print) throws IOException {
        List<String> words = starter.cmds();
        boolean[] masks = starter.masks();
        boolean quiet = starter.quiet();
        if (!quiet) {
            print.accept(starter);
        }
        try {
            if (masks != null) {
                starter.masks(shifted(masks));
            }
            return plain.launch(starter.cmds(words()).quiet(true));
        } finally {
            starter.cmds(words).masks(masks).quiet(quiet);
        }
    }

    private static boolean[] shifted(boolean[] masks) {
        boolean[] shifted = new boolean[masks.length + GroupedCommand.ADDED];
        System.arraycopy(masks, 0, shifted, GroupedCommand.ADDED, masks.length);
        return shifted;
    }
}
