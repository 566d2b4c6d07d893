package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.security.MasterToSlaveCallable;

/** Asks on an agent's machine what a few processes hold that others may need. */
public final class FindHoldingsTask extends MasterToSlaveCallable<byte[], IOException> {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ProcessIdentity> processes;

    private FindHoldingsTask(List<ProcessIdentity> processes) {
        this.processes = processes;
    }

    /**
     * What these processes hold, of the first {@value #MOST} of them; one that holds nothing is left out.
     *
     * @throws IOException if the machine's processes can't be read, or there is no answer
     */
    public static Map<FoundProcess, Holdings> find(VirtualChannel channel, List<FoundProcess> processes)
            throws IOException, InterruptedException {
        List<FoundProcess> asked = processes.stream().limit(MOST).toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        FindHoldingsTask question = new FindHoldingsTask(new ArrayList<>(asked.stream()
                .map(process -> new ProcessIdentity(process.pid(), process.start()))
                .toList()));
        return checked(asked, AgentAnswer.of(channel, question, PATIENCE));
    }

    private static Map<FoundProcess, Holdings> checked(List<FoundProcess> asked, byte[] answer) throws IOException {
        List<Holdings> told = AnswerBytes.listOf(answer, Holdings.class);
        Map<FoundProcess, Holdings> found = new HashMap<>();
        for (int at = 0; at < Math.min(asked.size(), told.size()); at++) {
            if (told.get(at).isSound() && !told.get(at).isEmpty()) {
                found.put(asked.get(at), told.get(at));
            }
        }
        return found;
    }

    @Override
    public byte[] call() throws IOException {
        OperatingSystem system = HostSystem.detect(JenkinsEnvironments::environments);
        return AnswerBytes.of(List.copyOf(of(system, system.processes().read(processes::contains), processes)));
    }

    /** In the order of the processes; what takes too long is not told. */
    static List<Holdings> of(OperatingSystem system, ProcessTable table, List<ProcessIdentity> processes) {
        Duration end = system.clock().elapsed().plusSeconds(1);
        return processes.stream()
                .map(process -> table.find(process)
                        .filter(found -> system.clock().elapsed().compareTo(end) < 0)
                        .map(system.evidence()::holdings)
                        .orElse(Holdings.NONE))
                .toList();
    }
}
