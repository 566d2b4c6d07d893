package io.jenkins.plugins.cleankill.engine.settings;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.time.Duration;

/**
 * One step of a {@link Ladder}: a signal, and how long the processes have to end after it.
 *
 * @param signal one of {@link Signal#rungs()}, or a console event that stands for it
 * @param window the soft-kill window: whole seconds, 1 or more
 */
public record Rung(Signal signal, Duration window) implements Serializable {

    public Rung {
        if (!signal.isRung() && !signal.isConsoleEvent()) {
            throw new InvalidSettingException("ladder", signal.name(), Ladder.ALLOWED_SIGNALS);
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.toNanosPart() != 0) {
            throw new InvalidSettingException("ladder", window, "whole seconds, 1 or more");
        }
    }

    /** As a user writes it: {@code TERM 15s}. */
    @Override
    public String toString() {
        return signal.name() + " " + window.toSeconds() + "s";
    }
}
