package io.jenkins.plugins.cleankill.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code pwsh} command that keeps to durable-task's protocol, for scripts that {@code sh} can read: see {@code pwsh.sh}. */
final class FakePwsh {

    private FakePwsh() {}

    /** Puts it into the folder. */
    static void install(Path folder) throws IOException {
        Path command = folder.resolve("pwsh");
        try (InputStream script = FakePwsh.class.getResourceAsStream("pwsh.sh")) {
            Files.copy(script, command);
        }
        command.toFile().setExecutable(true);
    }
}
