package io.jenkins.plugins.cleankill.engine.settings;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signals by which programs print what they do. A process gets one before the first rung if it catches it: the default
 * of TTIN stops a process, that of the others ends it.
 *
 * @param signals none, or some of TTIN, USR1 and USR2, each once
 */
public record DumpSignals(List<Signal> signals) implements Serializable {

    /** No process gets any. */
    public static final DumpSignals NONE = new DumpSignals(List.of());

    private static final String FIELD = "dumpSignals";
    private static final String SEPARATOR = ", ";
    private static final List<Signal> ALLOWED = List.of(Signal.TTIN, Signal.USR1, Signal.USR2);

    public DumpSignals {
        signals = signals.stream().distinct().toList();
    }

    /**
     * Reads them as a user writes them: {@code TTIN, USR1}; nothing is none.
     *
     * @throws InvalidSettingException naming {@code dumpSignals}
     */
    public static DumpSignals parse(String text) {
        return text.isBlank()
                ? NONE
                : new DumpSignals(Arrays.stream(text.split(",", -1))
                        .map(DumpSignals::signal)
                        .toList());
    }

    private static Signal signal(String name) {
        return Signal.named(name)
                .filter(ALLOWED::contains)
                .orElseThrow(() -> new InvalidSettingException(
                        FIELD,
                        name.strip(),
                        "signals by which programs that catch them print what they do, separated by commas: "
                                + new DumpSignals(ALLOWED)));
    }

    @Override
    public String toString() {
        return signals.stream().map(Signal::name).collect(Collectors.joining(SEPARATOR));
    }
}
