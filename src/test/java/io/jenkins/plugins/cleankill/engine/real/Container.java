package io.jenkins.plugins.cleankill.engine.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A container as processes see it: a pid and a mount namespace of their own, and where it is wanted a root file system
 * with nothing but busybox in it. Its first process is {@code cat}, as in Docker's; it ends with the test's JVM.
 */
public final class Container implements AutoCloseable {

    private final Process unshare;
    private final long first;

    private Container(Process unshare, long first) {
        this.unshare = unshare;
        this.first = first;
    }

    /** Whether this machine lets us make one. */
    public static boolean isPermitted() throws IOException, InterruptedException {
        return Stream.of("unshare", "busybox").allMatch(Shell::isInstalled)
                && run("unshare", "--fork", "--pid", "--mount", "--mount-proc", "true") == 0;
    }

    /** Starts a container that shares the machine's files. */
    public static Container start() throws IOException {
        return start("exec cat", "");
    }

    /** Starts one on the machine's files, with a {@code /proc/uptime} on a clock of its own, as lxcfs makes it. */
    public static Container startWithOtherUptime(Path uptime) throws IOException {
        return start("mount --bind \"$1\" /proc/uptime && exec cat", uptime.toString());
    }

    /**
     * Starts a container that shares the machine's files, and runs the commands that it finds in a folder, one after
     * another, as Kubernetes' containers without {@code exec} do. It ends with the first command that fails.
     */
    public static Container startListening(Path work) throws IOException {
        return start("""
                set -u
                while true; do
                    for folder in "$1"/*; do
                        if test -f "$folder/script.sh" -a ! -f "$folder/seen"; then
                            touch "$folder/seen"
                            `cat "$folder/shell.txt"` "$folder/script.sh" <&- >"$folder/out.txt" 2>"$folder/err.txt"
                            code=$?
                            echo $code >"$folder/status.txt.tmp"
                            mv "$folder/status.txt.tmp" "$folder/status.txt"
                        fi
                    done
                    sleep 1
                done
                """, work.toString());
    }

    /** Starts one whose root is that folder, which gets busybox; the folder's path leads to it from within, too. */
    public static Container startIn(Path root) throws IOException, InterruptedException {
        furnish(root);
        return start("""
                cd "$1" && mkdir -p "$1$1" && mount --rbind "$1" "$1$1" && mount --rbind /dev dev
                mount -t proc proc proc && exec chroot . cat
                """, root.toString());
    }

    private static Container start(String script, String root) throws IOException {
        Process unshare = new ProcessBuilder(
                        "unshare",
                        "--fork",
                        "--pid",
                        "--mount",
                        "--mount-proc",
                        "--kill-child",
                        "sh",
                        "-ec",
                        "echo READY\n" + script,
                        "sh",
                        root)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String word = unshare.inputReader().readLine();
        if (!"READY".equals(word)) {
            throw new IOException("no container: " + word);
        }
        return new Container(
                unshare, unshare.children().findFirst().orElseThrow().pid());
    }

    /** Makes the folder a root with nothing but busybox in it. */
    public static void furnish(Path root) throws IOException, InterruptedException {
        for (String folder : List.of("bin", "dev", "proc", "tmp", "work")) {
            Files.createDirectories(root.resolve(folder));
        }
        Path busybox = Path.of(read("sh", "-c", "command -v busybox").get(0)).toRealPath();
        Files.copy(busybox, root.resolve("bin/busybox"), StandardCopyOption.REPLACE_EXISTING);
        for (String word : String.join(" ", read("ldd", busybox.toString())).split("\\s+")) {
            if (word.startsWith("/")) {
                Path copy = root.resolve(word.substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(Path.of(word), copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (String applet : read("busybox", "--list")) {
            Path link = root.resolve("bin").resolve(applet);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of("busybox"));
            }
        }
        addNohup(root);
    }

    /** Jenkins needs it to start a script, and not every busybox has it. */
    private static void addNohup(Path root) throws IOException {
        Path nohup = root.resolve("bin/nohup");
        if (!Files.exists(nohup)) {
            Files.writeString(nohup, "#!/bin/sh\ntrap '' HUP\nexec \"$@\"\n");
            nohup.toFile().setExecutable(true, false);
        }
    }

    private static List<String> read(String... command) throws IOException {
        try (var lines = new ProcessBuilder(command).start().inputReader().lines()) {
            return lines.toList();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** The command that runs these words within. Its nsenter is busybox' own: the other stops when its command does. */
    public List<String> entering(List<String> words) {
        List<String> command = new ArrayList<>(List.of("busybox", "nsenter", "-t", Long.toString(first)));
        command.addAll(List.of("-m", "-p", "-r", "-w", "--"));
        command.addAll(words);
        return command;
    }

    /** Whether it still runs: its first process lives. */
    public boolean isRunning() {
        return ProcessHandle.of(first).isPresent();
    }

    @Override
    public void close() throws IOException {
        try {
            unshare.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
