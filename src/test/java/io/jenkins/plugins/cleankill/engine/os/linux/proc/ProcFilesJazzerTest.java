package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.cleankill.engine.attack.Seeds;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** The same parsers with the real inputs, and by hand with inputs that are made where coverage leads: see CONTRIBUTING.md. */
class ProcFilesJazzerTest {

    private static final class Corpus extends Seeds {
        private Corpus() {
            super(ProcParsers.ALL);
        }
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void stat(byte[] input) {
        ProcParsers.STAT.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void status(byte[] input) {
        ProcParsers.STATUS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void environ(byte[] input) {
        ProcParsers.ENVIRON.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void cmdline(byte[] input) {
        ProcParsers.CMDLINE.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void fdinfo(byte[] input) {
        ProcParsers.FDINFO.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void mountinfo(byte[] input) {
        ProcParsers.MOUNTINFO.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void tcp(byte[] input) {
        ProcParsers.TCP.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void locks(byte[] input) {
        ProcParsers.LOCKS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void loadavg(byte[] input) {
        ProcParsers.LOADAVG.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void uptime(byte[] input) {
        ProcParsers.UPTIME.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void wchan(byte[] input) {
        ProcParsers.WCHAN.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void io(byte[] input) {
        ProcParsers.IO.judge(input);
    }
}
