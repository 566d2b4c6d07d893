package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder;
import io.jenkins.plugins.cleankill.engine.plan.Marker;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names the processes that hold the output of a step that is over: a line for each, with what will become of it and how
 * to start it so that it lets go. A line says what is known of that process, and nothing else.
 *
 * @param stream what they hold: {@code stdout}
 * @param followed whether what they write is still shown, until the build ends
 * @param ended whether leftovers are ended then
 */
public record HolderLines(String stream, boolean followed, boolean ended) {

    private static final int LINES = 5;

    /** The lines; of very many, the first few and their number. */
    public List<String> of(List<PipeHolder> holders) {
        List<String> lines = new ArrayList<>();
        holders.stream().limit(LINES).map(this::line).forEach(lines::add);
        if (holders.size() > LINES) {
            lines.add(LogLines.line((holders.size() - LINES) + " more processes still hold the " + stream));
        }
        return lines;
    }

    private String line(PipeHolder holder) {
        return LogLines.line(SafeText.name(holder.process()) + ", " + age(holder.age()) + " old, still holds the "
                + stream + " of this step, which is over" + sign(holder) + ": " + fate(holder) + ". To let go of it: "
                + fix(holder));
    }

    /** How old a process is: {@code 0.4 s}, {@code 12 min}, {@code 30 h}, {@code 9 days}. */
    public static String age(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return Seconds.tenths(age);
        }
        if (age.compareTo(Duration.ofHours(2)) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " days";
    }

    private String sign(PipeHolder holder) {
        return switch (holder.sign()) {
            case COOKIE -> " (it carries the build's cookie)";
            case DESCENDANT -> " (it descends from a process with the build's cookie)";
            case NO_COOKIE -> " (an orphaned holder: it does not carry the build's cookie)";
            case OTHER_BUILD -> " (it carries another cookie than the build's: it was handed the " + stream + ")";
            case OLDER -> " (it is older than the step: it was handed the " + stream + ")";
            case UNREADABLE -> " (an orphaned holder: its environment can't be read)";
        };
    }

    private String fate(PipeHolder holder) {
        String pipe = followed
                ? "what it writes is shown until the build ends"
                : "whoever reads that sees no end-of-file before it lets go";
        Optional<Marker> mark = mark(holder);
        if (mark.isEmpty() && ended && !isHandedOver(holder)) {
            return pipe + ", and leftovers are ended then";
        }
        return pipe
                + (followed ? ", writing to it then means SIGPIPE" : "")
                + (isHandedOver(holder) ? "; it is not touched" : "")
                + mark.map(each -> " (" + each + " keeps it alive)").orElse("");
    }

    private static Optional<Marker> mark(PipeHolder holder) {
        return Scope.DONT_KILL_ME.stream()
                .filter(each -> holder.process().environment().has(each.name(), each.value()))
                .findFirst();
    }

    /** The holder was never started by the step. */
    private static boolean isHandedOver(PipeHolder holder) {
        return holder.sign() == PipeHolder.Sign.OTHER_BUILD || holder.sign() == PipeHolder.Sign.OLDER;
    }

    private String fix(PipeHolder holder) {
        if (isHandedOver(holder)) {
            return "give it other descriptors, as ssh -S none or ControlPersist with a log of its own does";
        }
        String detached = detached(holder.descriptors());
        if (!ended || mark(holder).isPresent()) {
            return detached;
        }
        return detached + "; for it to outlive the build, too: "
                + (holder.sign() == PipeHolder.Sign.COOKIE
                        ? "daemonize -E BUILD_ID=dontKillMe COMMAND, systemd-run COMMAND, or BUILD_ID=dontKillMe"
                                + " setsid "
                        : "systemd-run COMMAND, or env -i BUILD_ID=dontKillMe setsid ")
                + detached;
    }

    /** How a command is started so that it holds none of these descriptors. */
    public static String detached(List<Integer> descriptors) {
        return "COMMAND " + redirections(descriptors) + " < /dev/null &";
    }

    private static String redirections(List<Integer> descriptors) {
        boolean output = descriptors.contains(1);
        String standard = !descriptors.contains(2) ? "> file" : output ? "> file 2>&1" : "2> file";
        String others = descriptors.stream()
                .filter(number -> number > 2)
                .map(number -> number + ">&-")
                .collect(Collectors.joining(" "));
        return output || descriptors.contains(2) ? (standard + " " + others).strip() : others;
    }
}
