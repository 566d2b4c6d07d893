package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real processes, most of them Perl, which does with signals just what it is told. */
public final class LinuxScenario implements Scenario {

    static final ProcFs PROC = new ProcFs(Path.of("/proc"));

    private static final String WAIT = "$| = 1; print qq(ready $$\\n); sleep 1000 while 1";

    private final LinuxSystem system;
    private final StatReader stats = new StatReader(PROC);
    private final List<Process> started = new ArrayList<>();
    private final List<ProcessIdentity> known = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();

    LinuxScenario(LinuxSystem system) {
        this.system = system;
    }

    /** On the machine that the tests run on, by all that it has. */
    public static LinuxScenario ofThisMachine() {
        return new LinuxScenario(LinuxSystem.local());
    }

    @Override
    public OperatingSystem system() {
        return system;
    }

    @Override
    public ProcessIdentity sleeper(Cookie cookie) throws IOException {
        return perl(WAIT, cookie.asVariables());
    }

    @Override
    public ProcessIdentity ignores(Signal signal) throws IOException {
        return perl("$SIG{" + signal.name() + "} = 'IGNORE'; " + WAIT, Map.of());
    }

    @Override
    public ProcessIdentity catches(Signal signal) throws IOException {
        return perl("$SIG{" + signal.name() + "} = sub {}; " + WAIT, Map.of());
    }

    @Override
    public ProcessIdentity blocks(Signal signal) throws IOException {
        String block = "use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(" + signal.number() + ")); ";
        return perl(block + WAIT, Map.of());
    }

    @Override
    public ProcessIdentity zombie() throws IOException {
        String script = "pipe(my $r, my $w); $p = fork; exit unless $p; close $w; readline $r; $| = 1;"
                + " print qq(ready $p\\n); sleep 1000 while 1";
        ProcessIdentity zombie = perl(script, Map.of());
        while (stats.isAlive(zombie)) {
            // Its pipe is closed: it is about to end
            Thread.onSpinWait();
        }
        return zombie;
    }

    @Override
    public Pipeline pipeline() throws IOException {
        List<Process> both = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("sleep", "1000").redirectInput(new File("/dev/null")),
                new ProcessBuilder("cat").redirectOutput(Redirect.DISCARD)));
        started.addAll(both);
        return new Pipeline(identity(both.get(0).pid()), identity(both.get(1).pid()));
    }

    private ProcessIdentity perl(String script, Map<String, String> variables) throws IOException {
        return identity(words(variables, "perl", "-e", script).get(0));
    }

    /** The numbers that the command says after {@code ready}: first of all pids, which are gone when this is closed. */
    List<Long> words(String... command) throws IOException {
        return words(Map.of(), command);
    }

    private List<Long> words(Map<String, String> variables, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().putAll(variables);
        Process process = builder.start();
        started.add(process);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String word = output.readLine();
        if (word == null || !word.startsWith("ready ")) {
            throw new IOException("instead of 'ready' it said: " + word);
        }
        return Arrays.stream(word.substring("ready ".length()).strip().split(" "))
                .map(Long::valueOf)
                .toList();
    }

    ProcessIdentity identity(long pid) throws IOException {
        ProcessIdentity identity =
                stats.read(pid, new FileBuffer()).orElseThrow().identity();
        known.add(identity);
        return identity;
    }

    void deleteAtEnd(Path directory) {
        directories.add(directory);
    }

    @Override
    public void soon(Duration in, Runnable action) {
        CompletableFuture.delayedExecutor(in.toMillis(), TimeUnit.MILLISECONDS).execute(action);
    }

    @Override
    public void close() {
        // Orphans, too: the children of those that were started
        known.forEach(process -> system.signals().send(process, Signal.KILL));
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> Uninterruptibly.await(process::waitFor, () -> {}));
        known.forEach(process -> {
            while (stats.isAlive(process)) {
                Thread.onSpinWait();
            }
        });
        directories.forEach(LinuxScenario::delete);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
