package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process holds that others may need: of it a person has to know before it is ended, or left. At most {@value
 * #MOST} of a kind. An empty list proves nothing: the system may not tell.
 *
 * @param listensOn addresses with their ports, {@code 127.0.0.1:6379}, {@code [::]:53/udp}, and the UNIX sockets below the
 *     workspace
 * @param devices the devices that it has open, but for terminals and those that any process may use, as {@code /dev/null}:
 *     {@code /dev/kvm}
 * @param mounts the mounts below the workspace that it uses, and that can't be unmounted while it does
 * @param locks the files below the workspace that it has locked, see flock(2) and fcntl_locking(2)
 */
public record Holdings(List<String> listensOn, List<String> devices, List<String> mounts, List<String> locks)
        implements Serializable {

    /** The most of each kind. */
    public static final int MOST = 10;

    /** Nothing is known to be held. */
    public static final Holdings NONE = new Holdings(List.of(), List.of(), List.of(), List.of());

    private static final int MOST_IN_A_SENTENCE = 3;

    public Holdings {
        listensOn = first(listensOn);
        devices = first(devices);
        mounts = first(mounts);
        locks = first(locks);
    }

    private static List<String> first(List<String> all) {
        return List.copyOf(all.size() > MOST ? all.subList(0, MOST) : all);
    }

    /** Whether nothing is known to be held. */
    public boolean isEmpty() {
        return Stream.of(listensOn, devices, mounts, locks).allMatch(List::isEmpty);
    }

    /** Whether all of it is text: a list that comes from elsewhere may hold anything, however it is declared. */
    public boolean isSound() {
        return Stream.<List<?>>of(listensOn, devices, mounts, locks)
                .flatMap(List::stream)
                .allMatch(String.class::isInstance);
    }

    /** What follows the name of the process, safe to show: {@code listens on *:80 and holds the lock on db/LOCK}. */
    public String text() {
        List<String> held = new ArrayList<>();
        add(held, devices, "the device ", "the devices ");
        add(held, mounts, "the mount ", "the mounts ");
        add(held, locks, "the lock on ", "the locks on ");
        List<String> parts = new ArrayList<>();
        add(parts, listensOn, "listens on ", "listens on ");
        if (!held.isEmpty()) {
            parts.add("holds " + joined(held));
        }
        return String.join(" and ", parts);
    }

    private static void add(List<String> parts, List<String> names, String one, String many) {
        if (!names.isEmpty()) {
            String shown =
                    names.stream().limit(MOST_IN_A_SENTENCE).map(SafeText::path).collect(Collectors.joining(", "));
            int more = names.size() - MOST_IN_A_SENTENCE;
            parts.add((names.size() == 1 ? one : many) + shown + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
