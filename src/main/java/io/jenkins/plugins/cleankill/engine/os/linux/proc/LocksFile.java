package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * {@code /proc/locks}, see <a href="https://man7.org/linux/man-pages/man5/proc_locks.5.html">proc_locks(5)</a>: a line for
 * each lock that is held, and below it one with arrows for each process that waits for it. All begin with one number.
 */
public record LocksFile(List<Lock> locks) {

    private static final String ARROW = "->";
    private static final int FIELDS = 8;

    public static LocksFile parse(String text) {
        return new LocksFile(
                text.lines().flatMap(line -> Lock.parse(line).stream()).toList());
    }

    /** The lock that the process waits for, as its holder has it. */
    public Optional<Lock> awaitedBy(long pid) {
        return locks.stream()
                .filter(lock -> lock.waits() && lock.pid() == pid)
                .flatMap(wait -> locks.stream()
                        .filter(lock -> !lock.waits() && lock.number().equals(wait.number())))
                .findFirst();
    }

    /**
     * One line.
     *
     * @param number which lock
     * @param waits whether the process waits for it, and does not hold it
     * @param pid the process; 0 if it is in another pid namespace, -1 for an open file description's lock
     * @param file device and inode: {@code fe:00:4711}
     */
    public record Lock(String number, boolean waits, long pid, String file) {

        static Optional<Lock> parse(String line) {
            List<String> fields = Stream.of(line.strip().split("\\s+"))
                    .filter(field -> !field.equals(ARROW))
                    .toList();
            if (fields.size() < FIELDS || !fields.get(4).matches("-?\\d{1,18}")) {
                return Optional.empty();
            }
            return Optional.of(new Lock(
                    fields.get(0).replace(":", ""),
                    line.contains(ARROW),
                    Long.parseLong(fields.get(4)),
                    fields.get(5)));
        }

        public OptionalLong holder() {
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        }
    }
}
