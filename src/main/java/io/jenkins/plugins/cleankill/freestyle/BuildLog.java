package io.jenkins.plugins.cleankill.freestyle;

import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A build's log, for lines that an agent sends in UTF-8: Jenkins reads the log in the charset of the build's agent. */
final class BuildLog extends LineTransformationOutputStream {

    private final OutputStream log;
    private final Charset charset;

    BuildLog(Run<?, ?> build, TaskListener listener) {
        this.log = listener.getLogger();
        this.charset = build.getCharset();
    }

    @Override
    protected void eol(byte[] bytes, int length) throws IOException {
        log.write(new String(bytes, 0, length, StandardCharsets.UTF_8).getBytes(charset));
    }

    @Override
    public void flush() throws IOException {
        log.flush();
    }

    /** The log itself is not ours to close. */
    @Override
    public void close() throws IOException {
        forceEol();
        log.flush();
    }
}
