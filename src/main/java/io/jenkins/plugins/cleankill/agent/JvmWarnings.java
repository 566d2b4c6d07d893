package io.jenkins.plugins.cleankill.agent;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The warnings that the JVM itself prints, of a thread that it could not start for instance. HotSpot prints them to the
 * standard output; where an agent was launched by its standard streams, as by SSH, that is the connection: the controller
 * takes the text for the length of a packet, and waits for its end.
 */
final class JvmWarnings {

    private static final Logger LOGGER = Logger.getLogger(JvmWarnings.class.getName());

    /** As {@code jcmd PID VM.log} takes them. */
    private static final String[][] TO_STANDARD_ERROR = {
        {"output=stderr", "what=all=warning"}, {"output=stdout", "what=all=off"}
    };

    /** Once in a JVM: it is asked for at each command. */
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private JvmWarnings() {}

    /** Has them printed to the standard error where the standard output is the connection: remoting does so with its own. */
    static void keepOutOfTheConnection() {
        if (System.out != System.err || !DONE.compareAndSet(false, true)) {
            return;
        }
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            for (String[] arguments : TO_STANDARD_ERROR) {
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(commands, "vmLog", new Object[] {arguments}, new String[] {String[].class.getName()});
            }
        } catch (JMException | RuntimeException e) {
            LOGGER.log(Level.FINE, "This JVM has no such command", e);
        }
    }
}
