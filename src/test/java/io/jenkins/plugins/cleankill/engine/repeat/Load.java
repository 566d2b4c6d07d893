package io.jenkins.plugins.cleankill.engine.repeat;

import java.util.ArrayList;
import java.util.List;

/** Busy loops beside the tests. They are threads of this JVM: nothing of them outlives it. */
final class Load implements AutoCloseable {

    private final List<Thread> loops = new ArrayList<>();
    private volatile boolean over;

    /** Begins as many loops. */
    static Load of(int loops) {
        Load load = new Load();
        for (int i = 0; i < loops; i++) {
            load.loops.add(load.begin("load-" + i));
        }
        return load;
    }

    private Thread begin(String name) {
        Thread loop = new Thread(this::run, name);
        loop.setDaemon(true);
        loop.start();
        return loop;
    }

    private void run() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread loop : loops) {
            loop.join();
        }
    }
}
