package io.jenkins.plugins.cleankill.engine.os.linux;

import com.sun.jna.Memory;

/** Room for the {@code pollfd} structures of poll(2): an int, a short for what is asked, a short for the answer. */
final class PollSet {

    private static final int SIZE = 8;

    private final Memory memory;

    PollSet(int capacity) {
        memory = new Memory((long) capacity * SIZE);
    }

    void put(int index, int descriptor) {
        memory.setInt((long) index * SIZE, descriptor);
        memory.setShort((long) index * SIZE + 4, (short) LibC.POLLIN);
        memory.setShort((long) index * SIZE + 6, (short) 0);
    }

    boolean isReady(int index) {
        return memory.getShort((long) index * SIZE + 6) != 0;
    }

    Memory memory() {
        return memory;
    }
}
