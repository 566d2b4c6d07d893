package io.jenkins.plugins.cleankill.freestyle;

import hudson.Proc;
import java.io.InputStream;
import java.io.OutputStream;

/** A command whose launch was interrupted: whether it runs is not known and can't be asked. */
final class LostProc extends Proc {

    private static final int NO_EXIT_CODE = -1;

    @Override
    public boolean isAlive() {
        return false;
    }

    @Override
    public void kill() {
        // the termination by the cookie is all that can be done
    }

    @Override
    public int join() {
        return NO_EXIT_CODE;
    }

    @Override
    public InputStream getStdout() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getStderr() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getStdin() {
        return OutputStream.nullOutputStream();
    }
}
