package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the port for control groups promises, whatever the machine. */
public abstract class ControlGroupsContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final GroupName name = GroupName.ofCookie(Cookie.random().value());
    private final GroupName other = GroupName.ofCookie(Cookie.random().value());

    /** The machine; a process of it that is started outlives no test. */
    protected abstract OperatingSystem system();

    /** A process that has entered the group, and an orphan in a session of its own that it has started there. */
    protected abstract Pair pairIn(GroupName group) throws IOException;

    /** Ends what was started. */
    protected abstract void close() throws IOException;

    @AfterEach
    void nothingIsLeft() throws IOException {
        close();
        assertThat(groups().remove(name)).isTrue();
        assertThat(groups().remove(other)).isTrue();
    }

    @Test
    void aProcessIsInTheGroupThatItsParentWasIn() throws IOException {
        Pair pair = pairIn(name);

        assertThat(groups().pids(name))
                .containsExactlyInAnyOrder(pair.entered().pid(), pair.orphan().pid());
    }

    @Test
    void ofAnotherGroupNothingIsListed() throws IOException {
        Pair pair = pairIn(name);
        pairIn(other);

        assertThat(groups().pids(name)).hasSize(2).contains(pair.orphan().pid());
        assertThat(groups().pids(GroupName.ofCookie(Cookie.random().value()))).isEmpty();
    }

    @Test
    void aGroupIsRemovedOnceNoProcessIsInIt() throws IOException {
        Pair pair = pairIn(name);
        assertThat(groups().remove(name)).isFalse();
        groups().removeEmpty();
        assertThat(groups().pids(name)).hasSize(2);

        end(pair.entered());
        end(pair.orphan());

        assertThat(groups().pids(name)).isEmpty();
        assertThat(groups().remove(name)).isTrue();
    }

    @Test
    void theGroupOfABuildIsListedByItsName() throws IOException {
        GroupName build =
                GroupName.ofBuild(Cookie.random().value() + ":1:contract%231").orElseThrow();
        Pair pair = pairIn(build);

        assertThat(groups().builds().get(build))
                .containsExactlyInAnyOrder(pair.entered().pid(), pair.orphan().pid());
        end(pair.entered());
        end(pair.orphan());
        assertThat(groups().remove(build)).isTrue();
    }

    @Test
    void aTrialSaysWhereGroupsCanBeMade() {
        assertThat(groups().tryOut().directory()).isPresent();
        assertThat(groups().tryOut().obstacle()).isEmpty();
    }

    private ControlGroups groups() {
        return system().controlGroups();
    }

    private void end(ProcessIdentity process) {
        try (ExitWaiter waiter = system().newExitWaiter()) {
            system().signals().send(process, Signal.KILL);
            assertThat(waiter.await(Set.of(process), LONG)).containsExactly(process);
        }
    }

    /** Two processes in a group. */
    public record Pair(ProcessIdentity entered, ProcessIdentity orphan) {}
}
