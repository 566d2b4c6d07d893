package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.outcome.DumpRemarks;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The processes that the script has asked, before its first rung, to print what they do. */
final class ScriptDumps {

    private final Map<Signal, List<ProcessName>> asked = new EnumMap<>(Signal.class);

    /** The process was sent this signal. */
    void sentTo(ProcessName process, Signal signal) {
        asked.computeIfAbsent(signal, first -> new ArrayList<>()).add(process);
    }

    /** What there is to say of them, once. */
    List<String> remarks() {
        List<String> remarks = asked.entrySet().stream()
                .map(each -> each.getKey() == Signal.QUIT
                        ? DumpRemarks.askedByQuit(each.getValue(), "it runs in a container")
                        : DumpRemarks.asked(each.getKey(), each.getValue()))
                .toList();
        asked.clear();
        return remarks;
    }
}
