package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.explain.Reason;
import io.jenkins.plugins.cleankill.engine.explain.WhyAlive;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.termination.Forecast;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clean-kill explain}: why would, or wouldn't, a process end. Nothing is signalled. */
@Command(
        name = "explain",
        description = "Tells why a process would, or wouldn't, end of a signal. It is not sent.",
        mixinStandardHelpOptions = true)
final class ExplainVerb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "the process")
    private String pid;

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            description = "HUP, INT, QUIT, USR1, USR2, TERM (default), KILL.")
    private String signalName = "TERM";

    @Override
    public Integer call() throws IOException {
        Signal signal = signal();
        OperatingSystem system = HostSystem.detect();
        Surroundings around = Surroundings.of(new PidText("PID", pid).value(), system.processes());
        String forecast = Forecast.of(system, around.members(), around.process(), signal);
        print(
                around,
                signal,
                system.signals().probe(around.process().identity()),
                system.processes().ownUser(),
                forecast);
        return 0;
    }

    private Signal signal() {
        return Signal.named(signalName)
                .filter(signal -> signal.isRung() || signal == Signal.KILL)
                .orElseThrow(() -> new InvalidSettingException(
                        "signal",
                        signalName,
                        Signal.rungs().stream().map(Signal::name).collect(Collectors.joining(", ")) + ", KILL"));
    }

    private void print(
            Surroundings around, Signal signal, Optional<Result> permission, OptionalLong ownUser, String forecast) {
        ProcessInfo process = around.process();
        Reason reason = new WhyAlive(around.members().table(), ownUser).foretell(process, signal, permission);
        PrintWriter out = spec.commandLine().getOut();
        out.println(row("process", SafeText.name(process)));
        out.println(row("parent", around.parent()));
        out.println(row("state", process.state().letter() + " (" + words(process.state()) + ")"));
        out.println(row("row", signal == Signal.KILL ? "none: SIGKILL goes to every process" : forecast));
        out.println(row(signal.fullName(), (reason.kind().ends() ? "would end it: " : "would not end it: ") + reason));
        out.flush();
    }

    private static String row(String label, String text) {
        return SafeText.line(String.format("%-8s %s", label, text));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
