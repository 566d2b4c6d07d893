package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.XmlFile;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says in Jenkins' own log what is left out of a file that was changed by hand, one line for each value.
 *
 * @param file the file
 */
record LeftOut(XmlFile file) implements Consumer<InvalidSettingException> {

    private static final Logger LOGGER = Logger.getLogger(LeftOut.class.getName());

    @Override
    public void accept(InvalidSettingException problem) {
        LOGGER.log(Level.WARNING, "Left out of {0}: {1}", new Object[] {file, problem.getMessage()});
    }

    /** That value, unless the check refuses it. */
    <T> T unless(UnaryOperator<T> check, @CheckForNull T stored, @CheckForNull T otherwise) {
        try {
            return check.apply(stored);
        } catch (InvalidSettingException e) {
            accept(e);
            return otherwise;
        }
    }
}
