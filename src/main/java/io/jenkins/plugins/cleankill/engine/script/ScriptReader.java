package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.outcome.Announcements;
import io.jenkins.plugins.cleankill.engine.outcome.LateCommands;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a termination's progress and outcome of the lines that the script prints. The container is not trusted: a line
 * that is not of the script's form means nothing, numbers have limits, and the times are ours.
 */
public final class ScriptReader {

    private static final int MOST_PROCESSES = 2_000;
    private static final String GONE_ON = "The termination in the container has gone on meanwhile";
    private static final String ID = "(\\d{1,9}_\\d{1,18})";
    private static final Pattern SEEN = Pattern.compile(ID + " (\\d{1,9}) (member|stranger) (.{0,64})");
    private static final Pattern SENT =
            Pattern.compile(ID + " (HUP|INT|QUIT|KILL|USR1|USR2|TERM|CONT|STOP|TTIN) (ok|gone|denied)");
    private static final Pattern WHY = Pattern.compile(ID + " ([a-z]{1,20})(?: " + ID + ")?");
    private static final Pattern KEPT = Pattern.compile(ID + " (mark|below|glob) (.{1,200})");

    private final String prefix;
    private final Settings settings;
    private final ScriptTime time;
    private final ProgressListener listener;
    private final Map<String, ScriptProcess> processes = new LinkedHashMap<>();
    private final ScriptRungs rungs;
    private final ScriptDumps dumps = new ScriptDumps();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final LateCommands late = new LateCommands();
    private ProcessIdentity script;
    private boolean caughtUp;
    private String lastOtherLine = "";
    private boolean over;

    /** The clock starts now. */
    public ScriptReader(ScriptCommand command, Settings settings, Clock clock, ProgressListener listener) {
        this.prefix = command.nonce() + " ";
        this.settings = settings;
        this.time = new ScriptTime(clock);
        this.rungs = new ScriptRungs(settings.ladder());
        this.listener = listener;
    }

    /** Takes one line, without its end. */
    public synchronized void line(String line) {
        if (!line.startsWith(prefix)) {
            lastOtherLine = line.isBlank() ? lastOtherLine : SafeText.line(line.strip());
            return;
        }
        String[] event = line.substring(prefix.length()).split(" ", 2);
        if (event[0].startsWith("@")) {
            time.at(event[0].substring(1));
            event(event.length > 1 ? event[1].split(" ", 2) : event);
        } else {
            time.live();
            event(event);
        }
    }

    /**
     * Takes the whole journal of a script that has come to its end.
     *
     * @param lines each begins with its time
     * @param ago when that was
     */
    public synchronized void replay(List<String> lines, Duration ago) {
        remark(GONE_ON);
        lines.forEach(line -> line(prefix + "@" + line));
        time.endedBefore(ago);
    }

    private void event(String[] event) {
        String values = event.length > 1 ? event[1] : "";
        switch (event[0]) {
            case "hello" -> script = identity(values).orElse(script);
            case "failed" ->
                lastOtherLine =
                        values.equals("proc") ? "no /proc there" : "no command '" + SafeText.name(values) + "' there";
            case "over" -> over = true;
            case "rung" -> rungs.next(now());
            case "began" -> began();
            case "waiting" -> waiting(values);
            case "hurried" -> announce(new TerminationEvent.KillNow(alive().size()));
            case "age", "live", "cut", "unknown" -> again(event[0], values);
            default -> ofProcess(event[0], values);
        }
    }

    /** A journal is told again, of a termination that was cut off from us. */
    private void again(String event, String values) {
        switch (event) {
            case "age" -> {
                time.began(values);
                remark(GONE_ON);
            }
            case "live" -> caughtUp = true;
            case "cut" -> {
                rungs.anew();
                remark("In the container it was cut off, too: what is left there is ended now");
            }
            default -> remark("Whether the termination in the container had begun, and what it did, is not known");
        }
    }

    /** Events from the time when the script was cut off are told in sum only, at the end. */
    private void announce(TerminationEvent event) {
        if (caughtUp || !time.isPast()) {
            listener.on(event);
        }
    }

    private void ofProcess(String event, String values) {
        switch (event) {
            case "seen" -> match(SEEN, values).ifPresent(this::seen);
            case "sent" -> match(SENT, values).ifPresent(this::sent);
            case "why" -> match(WHY, values).ifPresent(this::why);
            case "kept" -> match(KEPT, values).ifPresent(this::kept);
            case "reported" -> find(values).ifPresent(process -> process.explain(Announcements.LEFT_RUNNING));
            case "ended" -> find(values).ifPresent(process -> process.ended(now()));
            case "late" -> find(values.split(" ")[0]).ifPresent(this::late);
            case "zombies" -> ScriptReasons.zombies(values).ifPresent(this::remark);
            default -> {
                // Nothing of ours: a later version of the script may say more.
            }
        }
    }

    private static Optional<Matcher> match(Pattern form, String values) {
        return Optional.of(form.matcher(values)).filter(Matcher::matches);
    }

    private Optional<ScriptProcess> find(String id) {
        return Optional.ofNullable(processes.get(id));
    }

    private static Optional<ProcessIdentity> identity(String id) {
        return match(Pattern.compile("(\\d{1,9})_(\\d{1,18})"), id)
                .filter(parts -> Integer.parseInt(parts.group(1)) > 0)
                .map(parts -> new ProcessIdentity(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))));
    }

    private void seen(Matcher values) {
        if (processes.size() >= MOST_PROCESSES) {
            remarks.add("More than " + MOST_PROCESSES + " processes: the rest is not named");
            return;
        }
        Membership membership = values.group(3).equals("member") ? Membership.COOKIE : Membership.DESCENDANT;
        identity(values.group(1))
                .ifPresent(identity -> processes.putIfAbsent(
                        values.group(1),
                        new ScriptProcess(
                                identity,
                                Integer.parseInt(values.group(2)),
                                membership,
                                SafeText.word(values.group(4)),
                                now())));
    }

    private void sent(Matcher values) {
        Signal signal = Signal.valueOf(values.group(2));
        Result result =
                switch (values.group(3)) {
                    case "ok" -> Result.SENT;
                    case "gone" -> Result.NO_SUCH_PROCESS;
                    default -> Result.NOT_PERMITTED;
                };
        find(values.group(1)).ifPresent(process -> {
            process.sent(signal, result, now());
            if (rungs.last().isEmpty() && result == Result.SENT) {
                dumps.sentTo(process.name(), signal);
            }
            rungs.last().filter(rung -> rung.signal() == signal).ifPresent(rung -> rungs.sentTo(process.name()));
        });
    }

    private void why(Matcher values) {
        String other = values.group(3) == null
                ? ""
                : find(values.group(3))
                        .map(ScriptProcess::name)
                        .map(ProcessName::shown)
                        .orElse("");
        rungs.last()
                .ifPresent(rung -> find(values.group(1))
                        .ifPresent(process -> process.explain(ScriptReasons.alive(values.group(2), rung.signal(), other)
                                .text())));
    }

    private void kept(Matcher values) {
        find(values.group(1)).ifPresent(process -> {
            String why = ScriptReasons.kept(values.group(2), values.group(3));
            process.keep(why);
            announce(new TerminationEvent.Kept(process.name(), why));
        });
    }

    private void late(ScriptProcess process) {
        rungs.last()
                .flatMap(rung -> late.started(process.name().command(), rung.signal()))
                .ifPresent(this::remark);
    }

    private void remark(String text) {
        if (remarks.add(text)) {
            announce(new TerminationEvent.Remark(text));
        }
    }

    private void began() {
        dumps.remarks().forEach(this::remark);
        List<String> lost = ShellGlobs.lost(settings.keep());
        if (rungs.isFirst() && !lost.isEmpty()) {
            remark("In a container these globs of 'keep' can't be used: " + String.join(", ", lost));
        }
        rungs.last().ifPresent(rung -> announce(rungs.begun(rung, alive().size())));
    }

    private void waiting(String hundredths) {
        Duration most = settings.ladder().rungs().stream()
                .map(Rung::window)
                .max(Duration::compareTo)
                .orElseThrow();
        match(Pattern.compile("\\d{1,9}"), hundredths)
                .map(digits -> Duration.ofMillis(Integer.parseInt(digits.group()) * 10L))
                .filter(left -> left.compareTo(most) <= 0 && !alive().isEmpty())
                .ifPresent(left -> announce(new TerminationEvent.StillWaiting(alive(), left)));
    }

    private List<ProcessName> alive() {
        return processes.values().stream()
                .filter(ScriptProcess::isAlive)
                .map(ScriptProcess::name)
                .toList();
    }

    private Duration now() {
        return time.now();
    }

    /** The script itself, to be hurried; empty before it has said that it runs. */
    public synchronized Optional<ProcessIdentity> script() {
        return Optional.ofNullable(script);
    }

    /** The members that live, by their pids in the container; empty if they are too many to be told. */
    public synchronized Set<ProcessIdentity> members() {
        return processes.size() == MOST_PROCESSES
                ? Set.of()
                : processes.values().stream()
                        .filter(ScriptProcess::isAlive)
                        .map(ScriptProcess::identity)
                        .collect(Collectors.toSet());
    }

    /** Whether the script has said that it has done its work. */
    public synchronized boolean isOver() {
        return over;
    }

    /** The last line that is not the script's own: perhaps the reason why it did not work. Safe to show; may be empty. */
    public synchronized String lastOtherLine() {
        return lastOtherLine;
    }

    /** The outcome; the listener is told the sum. Call it once, at the end. */
    public synchronized Outcome close() {
        late.sum("a signal").ifPresent(this::remark);
        Duration took = now();
        Outcome outcome = new Outcome(
                time.started(),
                took,
                rungs.all(),
                processes.values().stream().map(process -> process.record(took)).toList(),
                List.copyOf(remarks));
        new Announcements(listener).over(outcome);
        return outcome;
    }
}
