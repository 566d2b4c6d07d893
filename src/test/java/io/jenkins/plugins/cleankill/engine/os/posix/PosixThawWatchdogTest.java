package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.ThawWatchdogContract;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The watchdog asks ps(1). */
@EnabledOnOs(OS.LINUX)
class PosixThawWatchdogTest extends ThawWatchdogContract {

    @Override
    protected String isStopped() {
        return PosixSystem.IS_STOPPED;
    }

    @Override
    protected ProcessIdentity identity(long pid) {
        return Handles.identity(ProcessHandle.of(pid).orElseThrow());
    }

    @Override
    protected long ticksApart() {
        return Duration.ofSeconds(10).toMillis();
    }
}
