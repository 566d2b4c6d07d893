package io.jenkins.plugins.cleankill.live;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.agent.ListedBuild;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.Origins.Fate;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A build with processes on an agent, as its page shows it to the user who looks at it. */
public final class BuildView {

    private final Computer computer;
    private final ListedBuild build;
    private final Origin origin;
    private final Fate fate;
    private final Run<?, ?> run;

    /** @param computer whose machine it is */
    BuildView(Computer computer, ListedBuild build, Origin origin) {
        this.computer = computer;
        this.build = build;
        this.origin = origin;
        this.fate = Origins.fate(origin);
        this.run = Origins.run(origin);
    }

    ListedBuild listed() {
        return build;
    }

    Origin origin() {
        return origin;
    }

    /** Names it in a request, and tells nothing of it: the job may be none that the user may see. */
    public String getKey() {
        return UUID.nameUUIDFromBytes(origin.text().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public String getName() {
        return name(computer, origin);
    }

    /** Its name, if the user may see its job; of a build that is not known any more, if the user may configure the agent. */
    static String name(Computer computer, Origin origin) {
        Run<?, ?> run = Origins.run(origin);
        boolean told = run == null ? computer.hasPermission(Computer.CONFIGURE) : mayRead(run);
        return told ? SafeText.line(origin.build()) : Messages.Build_hidden();
    }

    private static boolean mayRead(Run<?, ?> run) {
        return run.getParent().hasPermission(Item.READ);
    }

    /** Its page, from Jenkins' root; null if there is none that the user may see. */
    @CheckForNull
    public String getUrl() {
        return run != null && mayRead(run) ? run.getUrl() : null;
    }

    /** Whether it runs, is over, or is not known, in words. */
    public String getState() {
        String state =
                switch (fate) {
                    case RUNNING -> Messages.Build_running();
                    case OVER -> Messages.Build_over();
                    case UNKNOWN -> Messages.Build_unknown();
                };
        return fate != Fate.RUNNING && build.entangled() ? state + " " + Messages.Build_entangled() : state;
    }

    public boolean isRunning() {
        return fate == Fate.RUNNING;
    }

    /**
     * Whether the user may end its processes, and that would end no other build's. A build that runs is ended by its abort.
     */
    public boolean isToBeEnded() {
        return fate != Fate.RUNNING && !build.entangled() && isSomethingToEnd() && mayEnd();
    }

    private boolean isSomethingToEnd() {
        return build.processes().stream().anyMatch(process -> !process.kept());
    }

    /** The permission to abort the build is one to end what it left; so is that to configure what the agent runs. */
    private boolean mayEnd() {
        return computer.hasPermission(Computer.CONFIGURE)
                || run != null && run.getParent().hasPermission(Item.CANCEL);
    }

    /** Fails as Jenkins does where a permission is missing. */
    void checkMayEnd() {
        if (!mayEnd()) {
            computer.checkPermission(Computer.CONFIGURE);
        }
    }

    public List<ProcessRow> getProcesses() {
        return build.processes().stream().map(ProcessRow::new).toList();
    }

    /** How many are not listed. */
    public int getLeftOut() {
        return Math.max(0, build.count() - build.processes().size());
    }
}
