package io.jenkins.plugins.cleankill.engine.attack;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM in a pid namespace of its own, whose first process collects the orphans. */
final class PidNamespace {

    private static final List<String> UNSHARE =
            List.of("unshare", "--fork", "--pid", "--mount-proc", "--kill-child", "sh", "-c", "\"$@\" & wait $!", "sh");

    private PidNamespace() {}

    /** The command that runs a program of ours there. */
    static ProcessBuilder running(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(UNSHARE);
        command.addAll(java(program, arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** The command that runs it here. */
    static List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The path of a script of this package. */
    static String file(String name) {
        try {
            return Path.of(PidNamespace.class.getResource("/attack/" + name).toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
