package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.LocksFile.Lock;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LocksFileTest {

    private static final String TEXT = """
            1: FLOCK  ADVISORY  WRITE 4711 fe:00:10012627 0 EOF
            1: -> FLOCK  ADVISORY  WRITE 4712 fe:00:10012627 0 EOF
            1: ->  -> FLOCK  ADVISORY  WRITE 4713 fe:00:10012627 0 EOF
            2: POSIX  ADVISORY  READ 4714 00:31:17 128 128
            3: OFDLCK ADVISORY  WRITE -1 00:06:3 0 EOF
            3: -> OFDLCK ADVISORY  WRITE 4715 00:06:3 0 EOF
            4: LEASE
            """;

    private final LocksFile locks = LocksFile.parse(TEXT);

    @Test
    void tellsTheHolderOfTheLockThatAProcessWaitsFor() {
        assertThat(locks.awaitedBy(4712)).contains(new Lock("1", false, 4711, "fe:00:10012627"));
    }

    @Test
    void aProcessThatWaitsBehindAnotherWaitsForTheSameHolder() {
        assertThat(locks.awaitedBy(4713)).map(Lock::pid).contains(4711L);
    }

    @Test
    void anOpenFileDescriptionHasNoHolder() {
        assertThat(locks.awaitedBy(4715)).map(Lock::holder).contains(OptionalLong.empty());
    }

    @Test
    void aHolderWaitsForNothing() {
        assertThat(locks.awaitedBy(4711)).isEmpty();
        assertThat(locks.awaitedBy(4714)).isEmpty();
    }
}
