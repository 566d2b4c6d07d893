package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.ProcessKiller;
import hudson.util.ProcessTree.OSProcess;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KillerSignalsTest {

    private final List<String> asked = new ArrayList<>();

    static List<Method> ports() {
        return List.of(OperatingSystem.class.getMethods());
    }

    /** What a port does not hand on is the default of a system that can do nothing. */
    @ParameterizedTest
    @MethodSource("ports")
    void whereAKillerIsInstalledEveryPortIsTheMachinesOwn(Method port) throws Exception {
        OperatingSystem machine = (OperatingSystem) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OperatingSystem.class}, this::answer);
        OperatingSystem withKillers = KillerSignals.over(machine, List.of(new Killer()), asked::add);

        Object answer = port.invoke(withKillers, nothing(port.getParameterTypes()));

        if (port.getName().equals("signals")) {
            assertThat(answer).isInstanceOf(KillerSignals.class);
        } else {
            assertThat(asked).contains(port.getName());
        }
    }

    private Object answer(Object machine, Method port, Object[] arguments) {
        asked.add(port.getName());
        return nothing(port.getReturnType());
    }

    private static Object[] nothing(Class<?>[] types) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = nothing(types[i]);
        }
        return values;
    }

    /** An array of a primitive type is made of its zero. */
    private static Object nothing(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private static final class Killer extends ProcessKiller {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean kill(OSProcess process) {
            return false;
        }
    }
}
