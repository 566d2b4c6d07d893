package io.jenkins.plugins.cleankill.testing;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reports beside a build, as they lie there. */
public final class StoredReports {

    private StoredReports() {}

    /** The text of all of them. */
    public static String json(Run<?, ?> build) throws IOException {
        StringBuilder all = new StringBuilder();
        Path folder = build.getRootDir().toPath().resolve("clean-kill");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
