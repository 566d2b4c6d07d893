package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.windows.WindowsRole;
import io.jenkins.plugins.cleankill.engine.os.windows.Wine;
import java.nio.file.Path;
import java.util.List;

/**
 * An abort of a batch file.
 *
 * @param seconds the window
 * @param ready what the log says when it may be aborted
 * @param killed how many are ended by force
 */
record BatchCase(String name, int seconds, List<String> ready, int killed, String... lines) {

    static final int LONG = 300;

    static List<BatchCase> all() {
        String tool = role("tool", "tool");
        return List.of(
                new BatchCase("tool", LONG, List.of("READY tool"), 0, tool),
                new BatchCase(
                        "a batch file in a batch file",
                        LONG,
                        List.of("READY tool"),
                        0,
                        "echo @" + tool + ">inner.bat",
                        "echo @echo INNER NEXT>>inner.bat",
                        "cmd /c inner.bat"),
                new BatchCase(
                        "a daemon that holds the output",
                        12,
                        List.of("READY daemon", "READY tool"),
                        1,
                        "start /b \"\" " + role("stubborn", "daemon"),
                        tool),
                new BatchCase("a tool that ignores Ctrl+C", 2, List.of("READY it"), 1, role("stubborn", "it")));
    }

    /** The command line of a tool. */
    static String role(String kind, String name) {
        return "\"" + Wine.path(Wine.java()) + "\" -XX:TieredStopAtLevel=1 -cp "
                + Wine.path(Path.of("target", "test-classes")) + " " + WindowsRole.class.getName() + " " + kind + " "
                + name;
    }

    String script() {
        return "@echo off\r\n" + String.join("\r\n", lines) + "\r\necho NEXT";
    }

    void check(String log) {
        assertThat(log).as(name).contains("[clean-kill] Aborted by alice: Ctrl+C to ");
        assertThat(log).as(name).doesNotContain("NEXT", "SIG", "(Y/N)", "did not stop");
        assertThat(log)
                .as(name)
                .containsPattern("Over after .* ended by (itself|themselves), " + killed + " killed, 0 left");
        ready.stream()
                .filter(word -> word.endsWith("tool"))
                .forEach(word -> assertThat(log).as(name).containsSubsequence("shutdown 3 tool", "FINISHED tool"));
    }
}
