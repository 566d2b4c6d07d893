package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxScenario;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;

/** The real processes of a Linux, as the port knows them. */
final class PosixScenario implements Scenario {

    private final OperatingSystem system = PosixOnLinux.system();
    private final LinuxScenario real = LinuxScenario.ofThisMachine();

    @Override
    public OperatingSystem system() {
        return system;
    }

    /** Births are told to hundredths of a second: what was born in the present one is not told from what comes. */
    @Override
    public ProcessIdentity sleeper(Cookie cookie) throws IOException {
        ProcessIdentity sleeper = known(real.sleeper(cookie));
        while (!system.processes().now().isAfterBirthOf(sleeper)) {
            Thread.onSpinWait();
        }
        return sleeper;
    }

    @Override
    public ProcessIdentity ignores(Signal signal) throws IOException {
        return known(real.ignores(signal));
    }

    @Override
    public ProcessIdentity catches(Signal signal) throws IOException {
        return known(real.catches(signal));
    }

    @Override
    public ProcessIdentity blocks(Signal signal) throws IOException {
        return known(real.blocks(signal));
    }

    @Override
    public ProcessIdentity zombie() throws IOException {
        return known(real.zombie());
    }

    @Override
    public Pipeline pipeline() throws IOException {
        Pipeline pipeline = real.pipeline();
        return new Pipeline(known(pipeline.writer()), known(pipeline.filter()));
    }

    private static ProcessIdentity known(ProcessIdentity process) {
        return Handles.identity(ProcessHandle.of(process.pid()).orElseThrow());
    }

    @Override
    public void soon(Duration in, Runnable action) {
        real.soon(in, action);
    }

    @Override
    public void close() {
        real.close();
    }
}
