package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.plan.Directive;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a frozen parent run for some milliseconds while its descendants are frozen, so that it answers what they have asked
 * by a socket, or copies what they have written to a terminal. No turn once a child of it has ended: it would see that.
 */
final class Turns {

    private static final Duration LONGEST = Duration.ofMillis(60);
    private static final Duration STEP = Duration.ofMillis(1);
    private static final Duration GAP = Duration.ofMillis(10);
    private static final Duration TERMINAL_GAP = Duration.ofMillis(100);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    private static final int QUIET = 3;

    private final RungContext context;
    private final EvidenceReader evidence;
    private final Map<ProcessIdentity, Set<ProcessIdentity>> childrenAtStop = new HashMap<>();
    private final Map<ProcessIdentity, Duration> gaps = new HashMap<>();
    private final Map<ProcessIdentity, Duration> notBefore = new HashMap<>();

    Turns(RungContext context) {
        this.context = context;
        this.evidence = context.evidence();
    }

    /** The children that lived when it was frozen: it must not see one end. */
    void frozen(ProcessInfo process, Members members) {
        childrenAtStop.putIfAbsent(process.identity(), liveChildren(process, members));
    }

    /** A turn, if anything is unread and no child has ended since. */
    void take(Directive.Turn step, Members members) {
        ProcessInfo process = step.process();
        Duration due = notBefore.getOrDefault(process.identity(), Duration.ZERO);
        long unread = step.always() ? 1 : unread(process);
        boolean mayRun =
                liveChildren(process, members).containsAll(childrenAtStop.getOrDefault(process.identity(), Set.of()));
        if (unread > 0 && mayRun && context.recorder().now().compareTo(due) >= 0) {
            run(step, unread, descendants(process, members));
        }
    }

    private void run(Directive.Turn step, long unread, List<ProcessIdentity> descendants) {
        ProcessIdentity process = step.process().identity();
        List<ProcessIdentity> stopped = new ArrayList<>();
        descendants.stream().filter(each -> !context.freezer().isFrozen(each)).forEach(each -> {
            context.freezer().freeze(each, io.jenkins.plugins.cleankill.engine.process.Signal.CONT);
            stopped.add(each);
        });
        context.freezer().awaitStops(stopped);
        long left = unread;
        if (stopped.stream().allMatch(this::isStopped)) {
            left = letRun(step);
            descendants.stream().filter(each -> !stopped.contains(each)).forEach(context.freezer()::stopAgain);
            context.freezer().awaitStops(descendants);
        }
        Collections.reverse(stopped);
        stopped.forEach(context.freezer()::thaw);
        Duration gap = gap(step, left < unread);
        gaps.put(process, gap);
        notBefore.put(process, context.recorder().now().plus(gap));
    }

    /** A process that has ended meanwhile would be seen by its parent. */
    private boolean isStopped(ProcessIdentity process) {
        return evidence.state(process).filter(ProcessState.STOPPED::equals).isPresent();
    }

    /** The bytes that are unread after the turn. */
    private long letRun(Directive.Turn step) {
        ProcessInfo process = step.process();
        Duration end = context.recorder().now().plus(LONGEST);
        context.freezer().letRun(process.identity());
        int quiet = 0;
        long left = 0;
        while (quiet < QUIET && context.recorder().now().compareTo(end) < 0) {
            context.waiter().pause(STEP);
            left = unread(process);
            ProcessState state = evidence.state(process.identity()).orElse(ProcessState.DEAD);
            if (state == ProcessState.STOPPED && step.always()) {
                context.freezer().letRun(process.identity());
            }
            boolean rests = state == ProcessState.SLEEPING || !state.isAlive();
            quiet = left == 0 && rests ? quiet + 1 : 0;
        }
        context.freezer().stopAgain(process.identity());
        context.freezer().awaitStops(List.of(process.identity()));
        return left;
    }

    private Duration gap(Directive.Turn step, boolean helped) {
        if (step.always()) {
            return TERMINAL_GAP;
        }
        Duration last = gaps.getOrDefault(step.process().identity(), Duration.ZERO);
        Duration doubled = last.multipliedBy(2);
        Duration longer = doubled.compareTo(TERMINAL_GAP) < 0 ? TERMINAL_GAP : doubled;
        return helped ? GAP : longer.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : longer;
    }

    private long unread(ProcessInfo process) {
        return evidence.sockets(List.of(process.identity())).unread(process.identity());
    }

    private static Set<ProcessIdentity> liveChildren(ProcessInfo process, Members members) {
        return members.table().children(process).stream()
                .filter(ProcessInfo::isAlive)
                .map(ProcessInfo::identity)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<ProcessIdentity> descendants(ProcessInfo process, Members members) {
        Set<ProcessIdentity> alive = members.identities();
        return members.table().descendants(process).stream()
                .map(ProcessInfo::identity)
                .filter(alive::contains)
                .toList();
    }
}
