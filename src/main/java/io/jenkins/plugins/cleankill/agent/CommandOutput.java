package io.jenkins.plugins.cleankill.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.RemoteOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;

/**
 * The output of a command that Jenkins copies through pipes on the agent.
 *
 * @param command the command, its words joined by blanks: the names of the threads that copy begin with it
 * @param launch tells this launch from all others, as the value of {@value #VARIABLE} in its environment
 * @param output where its standard output goes, null if the caller reads it
 * @param errors where its standard error goes, null if it goes where the output goes, or the caller reads it
 */
public record CommandOutput(
        String command,
        String launch,
        @CheckForNull OutputStream output,
        @CheckForNull OutputStream errors) implements Serializable {

    /** The environment variable of a launch. */
    private static final String VARIABLE = "CLEAN_KILL_LAUNCH";

    /** The output of a launch that is to come. */
    public static CommandOutput of(String command, OutputStream output, OutputStream errors) {
        return new CommandOutput(command, UUID.randomUUID().toString(), output, errors);
    }

    /** The variables that the command must have in its environment. */
    public Map<String, String> asVariables() {
        return Map.of(VARIABLE, launch);
    }

    /** The same, for the other side of a channel. */
    public CommandOutput remote() {
        return new CommandOutput(command, launch, remote(output), remote(errors));
    }

    private static OutputStream remote(OutputStream stream) {
        return stream == null ? null : new RemoteOutputStream(stream);
    }
}
