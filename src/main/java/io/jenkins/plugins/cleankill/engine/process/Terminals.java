package io.jenkins.plugins.cleankill.engine.process;

import java.util.Set;

/**
 * The pseudoterminals that a process has open, by their index: 5 is {@code /dev/pts/5}, see pty(7).
 *
 * @param masters those that it provides: it has {@code /dev/ptmx} open
 * @param slaves those that it uses
 */
public record Terminals(Set<Integer> masters, Set<Integer> slaves) {

    /** The process has none open. */
    public static final Terminals NONE = new Terminals(Set.of(), Set.of());

    public Terminals {
        masters = Set.copyOf(masters);
        slaves = Set.copyOf(slaves);
    }
}
