package io.jenkins.plugins.cleankill.engine.attack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Strangers that get the same few pids again and again, and tell of each signal that they get. */
final class Recycler implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final List<String> wrong = new ArrayList<>();
    private long given;

    private Recycler(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /** @param window how many pids there are to give */
    static Recycler start(int window) throws IOException {
        Process process = new ProcessBuilder("perl", PidNamespace.file("recycle.pl"), Integer.toString(window))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Recycler recycler = new Recycler(process);
        recycler.await("ready");
        return recycler;
    }

    /** The pids that it has given since it was asked last. */
    Set<Long> givenSince() throws IOException {
        input.write("given?\n");
        input.flush();
        String[] words = await("given ").split(" ");
        given = Long.parseLong(words[1]);
        return Arrays.stream(words).skip(2).map(Long::valueOf).collect(Collectors.toSet());
    }

    /** How many times it had given a pid when it was asked last. */
    long given() {
        return given;
    }

    private String await(String start) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(start)) {
            wrong.add(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("it has ended: " + wrong);
        }
        return line;
    }

    /** Ends it, and says which signals its processes got in all the time. */
    List<String> end() throws IOException {
        input.close();
        await("over ");
        return wrong;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
