package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Killed;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.Over;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent.RungBegun;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells a termination's progress in lines for a log. Each line is safe to print, whatever the processes are called. */
public final class LogLines implements ProgressListener {

    /** The beginning of every line. */
    public static final String PREFIX = "[clean-kill] ";

    private static final String OVER = "Over after ";

    private static final int MOST_ALIKE = 3;
    private static final int MOST_KILLED = 20;

    /** A person has to look after what lives on: more of them are named. */
    private static final int MOST_ALIVE = 50;

    private final String cause;
    private final boolean afterAnAbort;
    private final List<Rung> rungs;
    private final Consumer<String> log;
    private final FirstFew killed = new FirstFew(MOST_KILLED, MOST_ALIKE);
    private final FirstFew kept = new FirstFew(MOST_ALIVE, MOST_ALIVE);
    private final TakenOverLines takenOver;
    private boolean passedOver;
    private int lookAlikes;
    private final FirstFew survived = new FirstFew(MOST_ALIVE, MOST_ALIVE);

    /**
     * The lines of an abort.
     *
     * @param cause what began it: {@code Aborted by alice}
     * @param ladder what is to come
     * @param log takes one line at a time, without its end
     */
    public LogLines(String cause, Ladder ladder, Consumer<String> log) {
        this(cause, true, ladder, log);
    }

    /**
     * @param cause what began it: {@code Still running at the end}
     * @param afterAnAbort whether that was an abort, so that another one is the second
     * @param ladder what is to come
     * @param log takes one line at a time, without its end
     */
    public LogLines(String cause, boolean afterAnAbort, Ladder ladder, Consumer<String> log) {
        this.cause = cause;
        this.afterAnAbort = afterAnAbort;
        this.rungs = ladder.rungs();
        this.log = log;
        this.takenOver = new TakenOverLines(log);
    }

    @Override
    public void on(TerminationEvent event) {
        if (event instanceof TerminationEvent.TakenOver output) {
            takenOver.add(output);
            return;
        }
        if (event instanceof Over) {
            takenOver.close();
        }
        if (event instanceof Over && !sum().isEmpty()) {
            log.accept(line("and " + sum()));
        }
        if (event instanceof TerminationEvent.ThreadsDumped dumped) {
            DumpLines.of(dumped.dump()).forEach(told -> log.accept(line(told)));
            return;
        }
        if (isPrinted(event)) {
            log.accept(line(text(event)));
        }
    }

    /** A build may have ten thousand processes: the log names some, the report all. */
    private boolean isPrinted(TerminationEvent event) {
        if (event instanceof Killed end) {
            return killed.admits(end.process().command() + " " + end.why());
        } else if (event instanceof TerminationEvent.Kept end) {
            return kept.admits(end.process().command() + " " + end.why());
        } else if (event instanceof TerminationEvent.Survived end) {
            return survived.admits(end.process().command() + " " + end.why());
        }
        return true;
    }

    private String sum() {
        return FirstFew.sum(killed, kept, survived);
    }

    /** A line of ours with that text. */
    public static String line(String text) {
        return SafeText.line(PREFIX + text);
    }

    /** Whether this line tells that a termination is over. */
    public static boolean isTheLast(String line) {
        return line.startsWith(PREFIX + OVER);
    }

    private String text(TerminationEvent event) {
        if (event instanceof RungBegun rung) {
            return rung(rung);
        } else if (event instanceof TerminationEvent.RungPassedOver rung) {
            return passedOver(rung);
        } else if (event instanceof TerminationEvent.StillWaiting waiting) {
            return "waiting for " + ProcessName.firstOf(waiting.alive()) + ", " + wholeSeconds(waiting.left())
                    + " left";
        } else if (event instanceof TerminationEvent.KillNow now) {
            return (afterAnAbort ? "Aborted again: killing " : "Aborted: killing ") + processes(now.alive()) + " now";
        } else if (event instanceof Killed killed) {
            return ended(killed.process(), killed.why(), "killed after " + Seconds.tenths(killed.after()), "was ");
        } else if (event instanceof TerminationEvent.Kept kept) {
            return kept.process().shown() + " is kept: " + kept.why() + besides(kept.holds());
        } else if (event instanceof TerminationEvent.Survived survived) {
            return ended(survived.process(), survived.why(), "still alive", "is ") + besides(survived.holds());
        } else if (event instanceof TerminationEvent.Holds holds) {
            return holds.process().shown() + " " + holds.what().text();
        } else if (event instanceof TerminationEvent.LooksAlike alike) {
            return looksAlike(alike.process());
        } else if (event instanceof TerminationEvent.Remark remark) {
            return remark.text();
        }
        return over((Over) event);
    }

    private String passedOver(TerminationEvent.RungPassedOver rung) {
        String beginning = passedOver ? "" : cause + ": ";
        passedOver = true;
        return beginning + rung.signal().fullName() + " is not waited for: "
                + (rung.alive() == 1 ? "the process ignores it" : "all " + rung.alive() + " processes ignore it");
    }

    private String rung(RungBegun rung) {
        boolean first = rung.number() == 1;
        String receivers = rung.receivers().isEmpty()
                ? "no process gets " + rung.signal().fullName() + " yet"
                : rung.signal().fullName() + " to " + ProcessName.firstOf(rung.receivers())
                        + (rung.frozen().isEmpty() ? "" : ", then " + ProcessName.firstOf(rung.frozen()));
        return (first ? cause + ": " : "") + receivers + "; waiting up to " + wholeSeconds(rung.window()) + " for "
                + processes(rung.alive()) + after(rung.number())
                + (first || passedOver ? hint() : "");
    }

    private String hint() {
        return afterAnAbort ? " (abort again to kill them now)" : " (abort to kill them now)";
    }

    /** That SIGKILL comes after the last rung is no news. */
    private String after(int number) {
        return number < rungs.size() ? ", then " + rungs.get(number).signal().fullName() : "";
    }

    private String looksAlike(LookAlike process) {
        lookAlikes++;
        return sentence(process);
    }

    /** A process that looks like the build's, in a sentence; not safe to show as it is. */
    public static String sentence(LookAlike process) {
        return process.name().shown() + " looks like this build's: "
                + process.age().toSeconds() + " s old; " + process.sign() + "; it is left running";
    }

    private String over(Over over) {
        return OVER + Seconds.tenths(over.took()) + ": " + endedByThemselves(over.ended()) + ", " + over.killed()
                + " killed, " + over.left() + " left"
                + (lookAlikes > 0 ? ", " + lookAlikes + " more that looks like the build's" : "")
                + (over.kept() > 0 ? ", " + over.kept() + " kept" : "");
    }

    /** In words: {@code 3 ended by themselves}. */
    public static String endedByThemselves(int count) {
        return count == 1 ? "1 ended by itself" : count + " ended by themselves";
    }

    /** With the reason: {@code sleep (7) ignores SIGTERM; killed}; without: {@code sleep (7) was killed}. */
    private static String ended(ProcessName process, String why, String how, String verb) {
        return process.shown() + " " + (why == null || why.isBlank() ? verb : why + "; ") + how;
    }

    private static String besides(Holdings holds) {
        return holds.isEmpty() ? "" : "; it " + holds.text();
    }

    private static String processes(int count) {
        return count == 1 ? "1 process" : count + " processes";
    }

    /** Rounded, so that 8.96 s left of 15 s are 9 s. */
    private static String wholeSeconds(Duration duration) {
        return duration.plusMillis(500).toSeconds() + " s";
    }
}
