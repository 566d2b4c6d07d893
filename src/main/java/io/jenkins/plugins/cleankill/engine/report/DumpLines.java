package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a log says of a thread dump: where the main thread is, and which threads wait for each other. */
final class DumpLines {

    private static final int MOST_FRAMES = 8;
    private static final int MOST_WAITING = 5;
    private static final String STATE = "java.lang.Thread.State: ";
    private static final String DEADLOCK = "Java-level deadlock";
    private static final String DEADLOCK_IS_TOLD = "Java stack information";

    /** {@code "main" #1 prio=5}, {@code "main" #3 [4711] prio=5}, {@code "Finalizer" #13 [4712] daemon prio=8}. */
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #(\\d{1,18}) (?:\\[\\d+] )?(daemon )?.*");

    private static final Pattern WAITING = Pattern.compile("^\"(.*)\":$");
    private static final Pattern HOLDER = Pattern.compile("^which is held by \"(.*)\"$");

    private final List<String> dump;
    private final String process;

    private DumpLines(ThreadDump dump) {
        this.dump = dump.text().lines().toList();
        this.process = dump.name().shown();
    }

    /** The lines, without prefix. */
    static List<String> of(ThreadDump dump) {
        DumpLines lines = new DumpLines(dump);
        List<String> told = new ArrayList<>(lines.main());
        lines.deadlock().ifPresent(told::add);
        return told;
    }

    private List<String> main() {
        long threads = dump.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(STATE))
                .count();
        String head = "Thread dump of " + process + ", " + threads + (threads == 1 ? " thread" : " threads")
                + ", is in the report";
        Optional<Integer> first = firstThread();
        if (first.isEmpty()) {
            return List.of(head);
        }
        int at = first.get();
        Matcher thread = THREAD.matcher(dump.get(at));
        if (!thread.matches() || thread.group(3) != null) {
            return List.of(head + "; its main thread has ended");
        }
        List<String> lines = new ArrayList<>();
        lines.add(head + "; \"" + thread.group(1) + "\" is " + state(at + 1) + ":");
        lines.addAll(frames(at + 1));
        return lines;
    }

    /** The main thread, whatever its name is, has the lowest number, and is no daemon; 1, or 3 on recent versions. */
    private Optional<Integer> firstThread() {
        Optional<Integer> first = Optional.empty();
        long lowest = Long.MAX_VALUE;
        for (int at = 0; at < dump.size(); at++) {
            Matcher thread = THREAD.matcher(dump.get(at));
            if (thread.matches() && Long.parseLong(thread.group(2)) < lowest) {
                lowest = Long.parseLong(thread.group(2));
                first = Optional.of(at);
            }
        }
        return first;
    }

    private String state(int at) {
        return line(at).startsWith(STATE) ? line(at).substring(STATE.length()) : "in no state that it tells";
    }

    private List<String> frames(int head) {
        return dump.stream()
                .skip(head + 1L)
                .map(String::strip)
                .takeWhile(line -> line.startsWith("at ") || line.startsWith("- "))
                .limit(MOST_FRAMES)
                .map(line -> "  " + line)
                .toList();
    }

    private String line(int at) {
        return at < dump.size() ? dump.get(at).strip() : "";
    }

    private Optional<String> deadlock() {
        List<String> waits = new ArrayList<>();
        String waiting = "?";
        for (String line : dump.stream()
                .map(String::strip)
                .dropWhile(line -> !line.contains(DEADLOCK))
                .takeWhile(line -> !line.startsWith(DEADLOCK_IS_TOLD))
                .toList()) {
            Matcher thread = WAITING.matcher(line);
            Matcher holder = HOLDER.matcher(line);
            if (thread.matches()) {
                waiting = thread.group(1);
            } else if (holder.matches() && waits.size() < MOST_WAITING) {
                waits.add("\"" + waiting + "\" waits for \"" + holder.group(1) + "\"");
            }
        }
        return waits.isEmpty()
                ? Optional.empty()
                : Optional.of("Deadlock in " + process + ": " + String.join(", ", waits));
    }
}
