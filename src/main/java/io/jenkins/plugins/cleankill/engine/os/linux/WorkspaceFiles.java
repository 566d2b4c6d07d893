package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Optional;

/**
 * The files of the build that a process comes from: those below the workspace, and where no variable tells that, those
 * below the current directory of the process.
 *
 * @param directory without a slash at its end; empty if there is none
 * @param current the current directory of the process, as relative paths mean it; empty if it can't be read
 */
record WorkspaceFiles(String directory, String current) {

    private static final String VARIABLE = "WORKSPACE";

    static WorkspaceFiles of(ProcessInfo process, ProcFs proc) {
        String current =
                new LinuxDescriptors(proc).workingDirectory(process.pid()).orElse("");
        String directory = process.environment()
                .get(VARIABLE)
                .filter(path -> path.startsWith("/"))
                .orElse(current)
                .replaceFirst("/+$", "");
        return new WorkspaceFiles(directory, current);
    }

    /** Whether the file lies below the workspace. */
    boolean contain(String path) {
        return !directory.isEmpty() && path.startsWith(directory + "/");
    }

    /** The path from the workspace on; empty if it lies elsewhere. */
    Optional<String> shown(String path) {
        String whole = path.startsWith("/") || path.startsWith("@") ? path : current + "/" + path;
        return contain(whole) ? Optional.of(whole.substring(directory.length() + 1)) : Optional.empty();
    }
}
