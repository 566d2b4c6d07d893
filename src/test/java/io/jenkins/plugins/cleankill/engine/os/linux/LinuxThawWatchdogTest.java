package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.ThawWatchdogContract;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The watchdog reads {@code /proc}. */
@EnabledOnOs(OS.LINUX)
class LinuxThawWatchdogTest extends ThawWatchdogContract {

    @Override
    protected String isStopped() {
        return LinuxSystem.IS_STOPPED;
    }

    @Override
    protected ProcessIdentity identity(long pid) throws IOException {
        return Child.identityOf(pid);
    }

    @Override
    protected long ticksApart() {
        return 1;
    }
}
