package io.jenkins.plugins.cleankill.engine.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shared by the benchmarks: processes that say when they are there, and medians. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Starts processes, and returns when they have said {@code ready}. */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String word = output.readLine();
        if (!"ready".equals(word)) {
            throw new IOException("instead of 'ready' it said: " + word);
        }
        return process;
    }

    public static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    /** The argument as a number, or that number where there is none. */
    public static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
