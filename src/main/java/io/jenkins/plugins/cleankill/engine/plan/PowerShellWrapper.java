package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;

/**
 * durable-task's wrapper of a PowerShell script. It copies the script's output to the log, and writes down its exit: so it
 * is no member, like the wrapper of a shell script; but it must not be held, for who writes would wait for it. Nothing in
 * its environment tells it from the script, only its command line does.
 */
final class PowerShellWrapper {

    private static final String CALL = "Execute-AndWriteOutput -MainScript '";

    /** With {@code returnStdout} the script runs in the wrapper itself, which is then a process like others. */
    private static final String OF_ITS_OWN = "powershellWrapper.ps1'";

    private PowerShellWrapper() {}

    static boolean isOne(ProcessInfo process) {
        return process.details().map(ProcessDetails::commandLine).stream()
                .flatMap(line -> line.arguments().stream())
                .anyMatch(word -> word.contains(CALL) && word.contains(OF_ITS_OWN));
    }
}
