package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A machine that notes how often each of its ports was asked, and how long that took. */
final class Phases {

    private final Map<String, Tally> tallies = new TreeMap<>();

    private static final class Tally {
        private int calls;
        private long nanos;
    }

    /** The same machine, watched. */
    OperatingSystem watch(OperatingSystem system) {
        return watch(OperatingSystem.class, system);
    }

    private <T> T watch(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            long begun = System.nanoTime();
            try {
                Object answer = method.invoke(port, args);
                note(method.getName(), System.nanoTime() - begun);
                return isPort(method.getReturnType()) ? watchAny(method.getReturnType(), answer) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private <T> T watchAny(Class<T> type, Object port) {
        return watch(type, type.cast(port));
    }

    private static boolean isPort(Class<?> type) {
        return type.isInterface() && type.getPackage() == OperatingSystem.class.getPackage();
    }

    private void note(String call, long nanos) {
        Tally tally = tallies.computeIfAbsent(call, name -> new Tally());
        tally.calls++;
        tally.nanos += nanos;
    }

    /** What took a millisecond or more, as one line. */
    @Override
    public String toString() {
        return tallies.entrySet().stream()
                .filter(each -> each.getValue().nanos >= 1_000_000)
                .map(each -> String.format(
                        "%s %dx %.1f ms", each.getKey(), each.getValue().calls, each.getValue().nanos / 1e6))
                .collect(Collectors.joining(", "));
    }
}
