package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.agents.AgentComputerUtil;

/** Asks the {@link hudson.util.ProcessKillingVeto} extensions, which live on the controller. */
final class JenkinsVeto implements Veto {

    private static final Logger LOGGER = Logger.getLogger(JenkinsVeto.class.getName());

    private final boolean vetoersExist;

    /** @param vetoersExist whether there is anybody to ask: it spares a remote call for each process */
    JenkinsVeto(boolean vetoersExist) {
        this.vetoersExist = vetoersExist;
    }

    /** As in Jenkins' own killing, a question that can't be asked is no objection. */
    @Override
    public Optional<String> against(ProcessInfo process) {
        if (!vetoersExist) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ask(process)).map(cause -> "vetoed by " + cause);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Vetoes could not be asked for", e);
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "Interrupted while asking for vetoes", e);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static String ask(ProcessInfo process) throws IOException, InterruptedException {
        VirtualChannel controller = AgentComputerUtil.getChannelToController();
        List<String> arguments = process.details()
                .map(ProcessDetails::commandLine)
                .map(line -> List.copyOf(line.arguments()))
                .orElse(List.of());
        VetoQuery query = new VetoQuery(
                (int) process.pid(), arguments, process.environment().variables());
        return controller == null ? query.call() : controller.call(query);
    }
}
