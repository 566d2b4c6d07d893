package io.jenkins.plugins.cleankill.engine.process;

/** The last part of a path. */
public final class FileName {

    /** The suffix in proc_pid_exe(5) when the file was replaced or removed. */
    private static final String DELETED = " (deleted)";

    private FileName() {}

    /** The last part of a path, of Windows too. */
    public static String of(String path) {
        int slash = path.lastIndexOf('/');
        return path.substring((slash < 0 ? path.lastIndexOf('\\') : slash) + 1);
    }

    /** The last part of the path of a program that runs. */
    public static String ofExecutable(String path) {
        String name = of(path);
        return name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    }
}
