package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.WINDOWS)
class JobObjectsTest extends WindowsProcessesTestBase {

    @Test
    void whatAProcessStartsIsInTheJobObjectsThatItWasPutInto() throws IOException {
        List<GroupName> names = List.of(group(), group());
        Process parent = start("cmd.exe", "/c", "set /p line= & ping -n 600 127.0.0.1 & rem");
        ProcessIdentity stranger = sleeper();
        ControlGroups jobs = system.controlGroups();

        jobs.add(names, Set.of(identity(parent)));
        parent.getOutputStream().close();
        ProcessIdentity child = awaitChild(parent, "ping.exe");

        for (GroupName name : names) {
            assertThat(jobs.pids(name)).contains(parent.pid(), child.pid()).doesNotContain(stranger.pid());
        }
        jobs.removeEmpty();
        assertThat(jobs.pids(names.get(1))).contains(child.pid());
        assertThat(jobs.remove(names.get(1))).isTrue();
        assertThat(waiter.await(Set.of(identity(parent), child, stranger), SHORT))
                .isEmpty();
        for (ProcessIdentity each : List.of(child, stranger)) {
            system.signals().send(each, Signal.KILL);
        }
        assertThat(waiter.await(Set.of(child), LONG)).containsExactly(child);
        assertThat(waiter.await(Set.of(stranger), LONG)).containsExactly(stranger);
        jobs.remove(names.get(0));
    }

    @Test
    void aProcessMayBePutIntoJobObjectsOneAfterTheOther() throws IOException {
        List<GroupName> names = List.of(group(), group());
        ControlGroups jobs = system.controlGroups();
        ProcessIdentity first = sleeper();
        ProcessIdentity second = sleeper();

        jobs.add(names, Set.of(first));
        jobs.add(names, Set.of(second, new ProcessIdentity(first.pid(), first.start() - 1)));

        for (GroupName name : names) {
            assertThat(jobs.pids(name)).contains(first.pid(), second.pid());
            jobs.remove(name);
        }
    }

    private static GroupName group() {
        return GroupName.ofCookie(Cookie.random().value());
    }
}
