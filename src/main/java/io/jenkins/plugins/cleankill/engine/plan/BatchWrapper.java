package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.CommandPrompt;
import io.jenkins.plugins.cleankill.engine.process.FileName;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * durable-task's wrapper of a batch file: {@code cmd /c ""...\durable-1f\jenkins-wrap.bat""}, which runs the step's script
 * in another cmd.exe and then writes its exit code down, or the program that does so in its place. Its environment is the
 * script's, the cookie of the step included: only its command line tells it from the script.
 */
final class BatchWrapper {

    private static final String SCRIPT = "jenkins-wrap.bat";
    private static final String FOLDER = "durable-";
    private static final String PROGRAM = "durable_task_monitor_";

    private BatchWrapper() {}

    static boolean isOne(ProcessInfo process) {
        Optional<ProcessDetails> details = process.details();
        return CommandPrompt.isRunBy(process)
                        && details.filter(BatchWrapper::runsTheScript).isPresent()
                || details.flatMap(ProcessDetails::executable)
                        .map(FileName::of)
                        .filter(name -> name.startsWith(PROGRAM))
                        .isPresent();
    }

    /** A folder above may have a blank in its name, and its path several words: durable-task's own has none. */
    private static boolean runsTheScript(ProcessDetails details) {
        List<String> words = details.commandLine().arguments();
        String[] path =
                words.isEmpty() ? new String[0] : words.get(words.size() - 1).split("\\\\");
        return path.length > 1
                && path[path.length - 1].toLowerCase(Locale.ROOT).equals(SCRIPT)
                && path[path.length - 2].startsWith(FOLDER);
    }
}
