package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.ListedBuild.ListedProcess;
import io.jenkins.plugins.cleankill.engine.origin.BuildRemains;
import io.jenkins.plugins.cleankill.engine.origin.CookieKind;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;

/** Lists, for a person who looks at them, what runs on an agent's machine of the builds of one controller. */
public final class ListBuildsTask extends MasterToSlaveCallable<byte[], IOException> {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BUILDS = 50;
    private static final int MOST_ASKED = 100;

    private final String controller;

    private ListBuildsTask(String controller) {
        this.controller = controller;
    }

    /**
     * The builds, at most {@value #MOST_BUILDS}. It waits for the agent, however long that takes.
     *
     * @param controller as in {@link io.jenkins.plugins.cleankill.engine.origin.Origin#controller()}
     * @throws IOException if the machine's processes can't be read, or the connection breaks
     */
    public static List<ListedBuild> list(VirtualChannel channel, String controller)
            throws IOException, InterruptedException {
        return AnswerBytes.listOf(channel.call(new ListBuildsTask(controller)), ListedBuild.class).stream()
                .limit(MOST_BUILDS)
                .toList();
    }

    @Override
    public byte[] call() throws IOException {
        OperatingSystem system = HostSystem.detect(JenkinsEnvironments::environments);
        BuildsInSight seen = BuildsInSight.of(system);
        ProcessTable table = seen.table();
        List<BuildRemains> builds = BuildRemains.all(table, seen.from(), controller, seen.untouchable()).stream()
                .limit(MOST_BUILDS)
                .toList();
        Map<ProcessIdentity, Holdings> holdings = holdings(system, table, builds);
        return AnswerBytes.of(
                builds.stream().map(build -> listed(build, table, holdings)).toList());
    }

    private static Map<ProcessIdentity, Holdings> holdings(
            OperatingSystem system, ProcessTable table, List<BuildRemains> builds) {
        List<ProcessIdentity> asked = builds.stream()
                .flatMap(build -> processes(build).limit(ListedBuild.MOST_PROCESSES))
                .map(ProcessInfo::identity)
                .limit(MOST_ASKED)
                .toList();
        List<Holdings> answers = FindHoldingsTask.of(system, table, asked);
        Map<ProcessIdentity, Holdings> holdings = new HashMap<>();
        for (int at = 0; at < asked.size(); at++) {
            holdings.put(asked.get(at), answers.get(at));
        }
        return holdings;
    }

    private static Stream<ProcessInfo> processes(BuildRemains build) {
        return Stream.concat(build.processes().stream(), build.kept().stream());
    }

    private static ListedBuild listed(BuildRemains build, ProcessTable table, Map<ProcessIdentity, Holdings> holdings) {
        List<ListedProcess> processes = processes(build)
                .limit(ListedBuild.MOST_PROCESSES)
                .map(process -> new ListedProcess(
                        process.pid(),
                        SafeText.name(process.command()),
                        table.age(process),
                        CookieKind.of(process.environment()),
                        build.kept().contains(process),
                        process.state() == ProcessState.STOPPED,
                        holdings.getOrDefault(process.identity(), Holdings.NONE)))
                .toList();
        return new ListedBuild(
                build.origin().text(),
                processes,
                build.processes().size() + build.kept().size(),
                build.keep().globs(),
                build.entangled());
    }
}
