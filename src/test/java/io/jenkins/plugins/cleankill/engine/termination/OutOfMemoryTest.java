package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JVM's memory is at its limit in the middle of a termination: the error goes on to the caller, and no process stays frozen. */
class OutOfMemoryTest extends FakeMachineTestBase {

    private final AtomicInteger failures = new AtomicInteger();

    @BeforeEach
    void startScripts() {
        tool(main("script"));
        tool(main("script"));
    }

    @Test
    void aSnapshotForWhichThereIsNoMemoryLeavesNothingFrozen() {
        assertRunsOut((method, arguments) ->
                method.getName().equals("read") && !machine.held().isEmpty());
    }

    /** Once in the rung, and once where the processes are thawed after that. */
    @Test
    void aThawForWhichThereIsNoMemoryLeavesNothingFrozen() {
        assertRunsOut((method, arguments) ->
                method.getName().equals("send") && arguments[1] == Signal.CONT && failures.getAndIncrement() < 2);
    }

    private void assertRunsOut(BiPredicate<Method, Object[]> fails) {
        Terminator terminator = new Terminator(
                withoutMemory(fails),
                scope,
                settings,
                new KeepRules(scope.keepMarkers(), settings.keep(), veto),
                events::add,
                workplace);

        assertThatThrownBy(terminator::run).isInstanceOf(OutOfMemoryError.class);

        assertThat(machine.allSent())
                .as("they were frozen")
                .filteredOn(sent -> sent.name().equals("script") && sent.signal() == Signal.STOP)
                .hasSize(2);
        assertThat(machine.held()).isEmpty();
    }

    private OperatingSystem withoutMemory(BiPredicate<Method, Object[]> fails) {
        return proxy(OperatingSystem.class, (proxy, method, arguments) -> {
            Object port = call(machine, method, arguments, fails);
            if (port instanceof ProcessTableReader && method.getName().equals("processes")) {
                return proxy(ProcessTableReader.class, (own, called, with) -> call(port, called, with, fails));
            }
            return port instanceof SignalSender && method.getName().equals("signals")
                    ? proxy(SignalSender.class, (own, called, with) -> call(port, called, with, fails))
                    : port;
        });
    }

    private static <T> T proxy(Class<T> port, InvocationHandler calls) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, calls));
    }

    private static Object call(Object port, Method method, Object[] arguments, BiPredicate<Method, Object[]> fails)
            throws Throwable {
        if (fails.test(method, arguments)) {
            throw new OutOfMemoryError("Java heap space");
        }
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
