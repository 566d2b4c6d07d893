package io.jenkins.plugins.cleankill.engine.benchmark;

import com.sun.jna.Library;
import com.sun.jna.Native;
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

    /** The processor's time that all threads of this JVM have taken, its own among them. */
    public static long processorNanos() {
        long[] secondsAndNanos = new long[2];
        C.INSTANCE.clock_gettime(C.CLOCK_PROCESS_CPUTIME_ID, secondsAndNanos);
        return secondsAndNanos[0] * 1_000_000_000 + secondsAndNanos[1];
    }

    /** See clock_gettime(2). */
    private interface C extends Library {

        C INSTANCE = Native.load("c", C.class);
        int CLOCK_PROCESS_CPUTIME_ID = 2;

        int clock_gettime(int clock, long[] secondsAndNanos);
    }
}
