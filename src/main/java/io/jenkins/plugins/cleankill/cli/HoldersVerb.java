package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.HolderLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clean-kill holders}: the other processes that hold a process' stdin, stdout and stderr. */
@Command(
        name = "holders",
        description = {
            "Names the processes that hold the same pipes as a process does as its stdin, stdout and stderr. Whoever"
                    + " reads such a pipe sees its end only when all that can write to it are gone. Processes of other"
                    + " users can't be looked into, except by root."
        },
        mixinStandardHelpOptions = true)
final class HoldersVerb implements Callable<Integer> {

    private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "the process")
    private String pid;

    @Override
    public Integer call() throws IOException {
        ProcessTableReader reader = HostSystem.detect().processes();
        ProcessTable table = withPipes(reader);
        long wanted = new PidText("PID", pid).value();
        ProcessInfo process = table.byPid(wanted)
                .orElseThrow(() -> new FailedException(ExitCodes.OWN_ERROR, "PID: no process has the pid " + wanted));
        PrintWriter out = spec.commandLine().getOut();
        for (int stream = 0; stream < STREAMS.size(); stream++) {
            print(out, table, process, stream);
        }
        out.flush();
        return 0;
    }

    private static ProcessTable withPipes(ProcessTableReader reader) throws IOException {
        ProcessTable bare = reader.read(identity -> true);
        Map<ProcessIdentity, ProcessDetails> details = new HashMap<>();
        bare.all()
                .forEach(process ->
                        reader.details(process.identity()).ifPresent(read -> details.put(process.identity(), read)));
        return bare.with(details);
    }

    private static void print(PrintWriter out, ProcessTable table, ProcessInfo process, int stream) {
        List<PipeEnd> ends = pipes(process).stream()
                .filter(end -> end.descriptor() == stream)
                .toList();
        if (ends.isEmpty()) {
            out.println(row(stream, "is no pipe"));
            return;
        }
        List<ProcessInfo> holders = table.all().stream()
                .filter(other ->
                        !other.equals(process) && !on(other, ends.get(0)).isEmpty())
                .toList();
        if (holders.isEmpty()) {
            out.println(row(stream, "is a pipe that nobody else holds"));
        }
        holders.forEach(holder -> {
            out.println(row(stream, holding(holder, table.age(holder), on(holder, ends.get(0)))));
        });
    }

    private static String holding(ProcessInfo holder, Duration age, List<PipeEnd> ends) {
        String how = ends.stream()
                .map(end -> (end.access() == PipeEnd.Access.READ ? "reads" : "can write") + " by descriptor "
                        + end.descriptor())
                .collect(Collectors.joining(", "));
        String cookie = !Cookie.allIn(holder.environment()).isEmpty() ? ", with a build's cookie," : ",";
        return SafeText.name(holder) + ", " + HolderLines.age(age) + " old" + cookie + " " + how + ": " + fate(ends);
    }

    /** The effect of a holder's end, or of its letting go, on the others. */
    private static String fate(List<PipeEnd> ends) {
        return ends.stream().anyMatch(PipeEnd::writes)
                ? "no end-of-file for the reader before it lets go"
                : "SIGPIPE for the writers when the last reader ends";
    }

    private static List<PipeEnd> on(ProcessInfo process, PipeEnd wanted) {
        return pipes(process).stream()
                .filter(end -> end.pipe().equals(wanted.pipe()))
                .toList();
    }

    private static List<PipeEnd> pipes(ProcessInfo process) {
        return process.details().map(ProcessDetails::pipes).orElse(List.of());
    }

    private static String row(int stream, String text) {
        return SafeText.line(String.format("%-7s %s", STREAMS.get(stream), text));
    }
}
