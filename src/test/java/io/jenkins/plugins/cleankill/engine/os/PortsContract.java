package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.Scenario.Pipeline;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ports promise, whatever the machine. It runs against the real one and against the fake, to keep that honest. */
public abstract class PortsContract {

    private static final Duration LONG = Duration.ofSeconds(30);
    protected static final Duration SHORT = Duration.ofMillis(50);

    protected final Cookie cookie = Cookie.random();
    protected Scenario scenario;
    protected OperatingSystem system;
    protected ExitWaiter waiter;

    /** A machine. */
    protected abstract Scenario newScenario();

    @BeforeEach
    void begin() {
        scenario = newScenario();
        system = scenario.system();
        waiter = system.newExitWaiter();
    }

    @AfterEach
    void end() throws IOException {
        waiter.close();
        scenario.close();
    }

    @Test
    void aProcessIsInTheTableWithItsParentItsStateAndItsEnvironment() throws IOException {
        ProcessInfo sleeper = info(scenario.sleeper(cookie));

        assertThat(sleeper.parent()).isEqualTo(system.processes().ownPid());
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(sleeper.environment().hasAll(cookie.asVariables())).isTrue();
        assertThat(sleeper.environment().hasAll(Cookie.random().asVariables())).isFalse();
    }

    @Test
    void weAreInTheTableToo() throws IOException {
        assertThat(system.processes().read(id -> false).byPid(system.processes().ownPid()))
                .isPresent();
    }

    @Test
    void anEnvironmentThatNobodyWantsIsNotRead() throws IOException {
        ProcessIdentity sleeper = scenario.sleeper(cookie);

        assertThat(system.processes()
                        .read(id -> false)
                        .find(sleeper)
                        .orElseThrow()
                        .environment())
                .isEqualTo(Environment.NOT_READ);
    }

    @Test
    void aSignalEndsAProcessAndTheWaiterSaysSo() throws IOException {
        ProcessIdentity sleeper = scenario.sleeper(cookie);
        ProcessIdentity other = scenario.sleeper(cookie);

        assertThat(system.signals().send(sleeper, Signal.TERM)).isEqualTo(Result.SENT);

        assertThat(waiter.await(Set.of(sleeper, other), LONG)).containsExactly(sleeper);
        assertThat(system.processes().read(id -> false).isAlive(sleeper)).isFalse();
        assertThat(system.signals().send(sleeper, Signal.TERM)).isEqualTo(Result.NO_SUCH_PROCESS);
        assertThat(info(other).isAlive()).isTrue();
    }

    @Test
    void onlySigkillEndsWhoeverIgnoresOrCatchesOrBlocks() throws IOException {
        Set<ProcessIdentity> stubborn =
                Set.of(scenario.ignores(Signal.TERM), scenario.catches(Signal.TERM), scenario.blocks(Signal.TERM));

        stubborn.forEach(process ->
                assertThat(system.signals().send(process, Signal.TERM)).isEqualTo(Result.SENT));
        assertThat(waiter.await(stubborn, SHORT)).isEmpty();

        for (ProcessIdentity process : stubborn) {
            assertThat(system.signals().send(process, Signal.KILL)).isEqualTo(Result.SENT);
            assertThat(waiter.await(Set.of(process), LONG)).containsExactly(process);
        }
    }

    @Test
    void aStoppedProcessActsWhenItIsContinued() throws IOException {
        ProcessIdentity sleeper = scenario.sleeper(cookie);

        system.signals().send(sleeper, Signal.STOP);
        awaitState(sleeper, ProcessState.STOPPED);
        system.signals().send(sleeper, Signal.TERM);
        assertThat(waiter.await(Set.of(sleeper), SHORT)).isEmpty();

        system.signals().send(sleeper, Signal.CONT);
        assertThat(waiter.await(Set.of(sleeper), LONG)).containsExactly(sleeper);
    }

    @Test
    void aContinuedProcessGoesOn() throws IOException {
        ProcessIdentity sleeper = scenario.sleeper(cookie);

        system.signals().send(sleeper, Signal.STOP);
        awaitState(sleeper, ProcessState.STOPPED);
        system.signals().send(sleeper, Signal.CONT);

        awaitState(sleeper, ProcessState.SLEEPING);
    }

    @Test
    void aSignalToAnEarlierOwnerOfThePidHarmsNobody() throws IOException {
        ProcessIdentity sleeper = scenario.sleeper(cookie);
        ProcessIdentity earlier = new ProcessIdentity(sleeper.pid(), sleeper.start() - 1);

        assertThat(system.signals().send(earlier, Signal.KILL)).isEqualTo(Result.NO_SUCH_PROCESS);

        assertThat(system.processes().details(earlier)).isEmpty();
        assertThat(waiter.await(Set.of(earlier), LONG)).containsExactly(earlier);
        assertThat(waiter.await(Set.of(sleeper), SHORT)).isEmpty();
    }

    @Test
    void aZombieHasEnded() throws IOException {
        ProcessIdentity zombie = scenario.zombie();

        assertThat(info(zombie).isAlive()).isFalse();
        assertThat(waiter.await(Set.of(zombie), LONG)).containsExactly(zombie);
        assertThat(system.signals().send(zombie, Signal.TERM)).isEqualTo(Result.NO_SUCH_PROCESS);
        assertThat(system.processes()
                        .details(zombie)
                        .filter(details -> !details.pipes().isEmpty()))
                .isEmpty();
    }

    @Test
    void aWaitEndsAtItsTimeOnTheSystemsClock() throws IOException {
        Set<ProcessIdentity> sleeper = Set.of(scenario.sleeper(cookie));
        Duration before = system.clock().elapsed();

        assertThat(waiter.await(sleeper, SHORT)).isEmpty();
        assertThat(waiter.await(Set.of(), SHORT)).isEmpty();

        assertThat(system.clock().elapsed().minus(before)).isGreaterThanOrEqualTo(SHORT.multipliedBy(2));
    }

    @Test
    void aWakeUpEndsTheWaitThatIsUnderWayOrTheNextOne() throws IOException {
        Set<ProcessIdentity> sleeper = Set.of(scenario.sleeper(cookie));
        Duration before = system.clock().elapsed();

        scenario.soon(SHORT, waiter::wakeUp);
        assertThat(waiter.await(sleeper, LONG)).isEmpty();
        waiter.wakeUp();
        assertThat(waiter.await(sleeper, LONG)).isEmpty();

        assertThat(system.clock().elapsed().minus(before)).isLessThan(LONG);
        assertThat(waiter.await(sleeper, SHORT)).isEmpty();
    }

    @Test
    void aFilterEndsWhenItsWriterIsGone() throws IOException {
        Pipeline pipeline = scenario.pipeline();

        system.signals().send(pipeline.writer(), Signal.TERM);

        awaitEnd(pipeline.writer());
        awaitEnd(pipeline.filter());
    }

    @Test
    void momentsTellWhoWasBornBefore() throws IOException {
        Moment before = system.processes().now();
        ProcessIdentity sleeper = scenario.sleeper(cookie);
        Moment after = system.processes().now();

        assertThat(before.isAfterBirthOf(sleeper)).isFalse();
        assertThat(after.isAfterBirthOf(sleeper)).isTrue();
        assertThat(sleeper.start()).isBetween(before.tick(), after.tick());
        assertThat(system.processes().read(id -> false).takenAt()).isGreaterThanOrEqualTo(after.tick());
    }

    private ProcessInfo info(ProcessIdentity process) throws IOException {
        return system.processes().read(process::equals).find(process).orElseThrow();
    }

    protected final void awaitEnd(ProcessIdentity process) {
        assertThat(waiter.await(Set.of(process), LONG)).containsExactly(process);
    }

    private void awaitState(ProcessIdentity process, ProcessState state) throws IOException {
        Duration end = system.clock().elapsed().plus(LONG);
        while (info(process).state() != state) {
            assertThat(system.clock().elapsed())
                    .as("%s becomes %s", process, state)
                    .isLessThan(end);
            waiter.await(Set.of(), Duration.ofMillis(1));
        }
    }
}
