package io.jenkins.plugins.cleankill.freestyle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** Output that can be waited for. */
class CapturedOutput extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }

    /** Without what a shell says, or doesn't, of the sleep that its own signal has ended. */
    String text() {
        return toString(UTF_8).replace("Terminated\n", "");
    }

    synchronized void awaitReady() throws InterruptedException {
        while (!toString(UTF_8).startsWith("READY\n")) {
            wait(TimeUnit.MINUTES.toMillis(1));
        }
    }
}
