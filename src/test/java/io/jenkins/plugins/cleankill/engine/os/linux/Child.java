package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A real process of a test: says a word when it is ready, does what it is told by lines on its standard input, and is
 * gone when this is closed.
 */
public final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final ProcessIdentity atStart;

    private Child(Process process) throws IOException {
        this.process = process;
        this.atStart = identityOf(process.pid());
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code sh -c script} and waits until it has said {@code ready}. */
    public static Child sh(String script) throws IOException {
        return start(Map.of(), "sh", "-c", script);
    }

    public static Child start(Map<String, String> variables, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Child child = new Child(builder.start());
        assertThat(child.nextLine()).isEqualTo("ready");
        return child;
    }

    public String nextLine() throws IOException {
        return output.readLine();
    }

    /** The pid that the child printed on a line of its own. */
    public long nextPid() throws IOException {
        return Long.parseLong(nextLine());
    }

    public void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public long pid() {
        return process.pid();
    }

    public ProcessIdentity identity() throws IOException {
        return identityOf(process.pid());
    }

    /** Who has that pid now. */
    public static ProcessIdentity identityOf(long pid) throws IOException {
        return new StatReader(Machine.PROC)
                .read(pid, new FileBuffer())
                .orElseThrow()
                .identity();
    }

    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Uninterruptibly.await(process::waitFor, () -> {});
        output.close();
        assertThat(new StatReader(Machine.PROC).isAlive(atStart)).isFalse();
    }

    /** The machine that the tests run on. */
    static final class Machine {
        static final ProcFs PROC = new ProcFs(java.nio.file.Path.of("/proc"));

        private Machine() {}
    }
}
