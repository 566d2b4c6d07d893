package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Terminals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which live member uses a pseudoterminal that which other one owns: has its master, {@code /dev/ptmx}, open. */
final class TerminalUsers {

    private final Family family;
    private Map<Integer, List<ProcessInfo>> users;

    TerminalUsers(Family family) {
        this.family = family;
    }

    /** The users of its terminals, each with the terminal's index. An owner's own ancestors are none. */
    Map<ProcessInfo, Integer> of(ProcessInfo owner) {
        Set<Integer> masters = terminals(owner).masters();
        if (masters.isEmpty()) {
            return Map.of();
        }
        Map<ProcessInfo, Integer> found = new LinkedHashMap<>();
        Set<Long> above = family.pidsAbove(owner);
        masters.forEach(index -> users().getOrDefault(index, List.of()).stream()
                .filter(user -> user.pid() != owner.pid() && !above.contains(user.pid()))
                .forEach(user -> found.putIfAbsent(user, index)));
        return found;
    }

    private Map<Integer, List<ProcessInfo>> users() {
        if (users == null) {
            users = new HashMap<>();
            family.all()
                    .forEach(process -> slaves(process)
                            .forEach(index -> users.computeIfAbsent(index, i -> new java.util.ArrayList<>())
                                    .add(process)));
        }
        return users;
    }

    /** By a descriptor, or as its session's terminal. */
    private static Set<Integer> slaves(ProcessInfo process) {
        Set<Integer> slaves = new HashSet<>(terminals(process).slaves());
        process.terminal().ifPresent(slaves::add);
        return slaves;
    }

    private static Terminals terminals(ProcessInfo process) {
        return process.details().map(ProcessDetails::terminals).orElse(Terminals.NONE);
    }
}
