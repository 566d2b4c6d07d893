package io.jenkins.plugins.cleankill.live;

import io.jenkins.plugins.cleankill.agent.ListedBuild.ListedProcess;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.HolderLines;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process in the table of an agent's page. */
public final class ProcessRow {

    private final ListedProcess process;

    ProcessRow(ListedProcess process) {
        this.process = process;
    }

    /** Not as a number, which is shown with separators. */
    public String getPid() {
        return Long.toString(process.pid());
    }

    public String getCommand() {
        return SafeText.name(process.command());
    }

    public String getAge() {
        return HolderLines.age(process.age());
    }

    /** Which cookie it carries, in words. */
    public String getCookie() {
        return switch (process.cookie()) {
            case BLOCK -> Messages.Cookie_block();
            case NODE -> Messages.Cookie_node();
            case JENKINS -> Messages.Cookie_jenkins();
            case NONE -> Messages.Cookie_none();
        };
    }

    /** What is to be known of its state, a sentence each. */
    public List<String> getRemarks() {
        return Stream.of(
                        process.kept() ? Messages.Process_kept() : "",
                        process.stopped() ? Messages.Process_stopped() : "")
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The addresses that it listens on. */
    public String getListensOn() {
        return joined(process.holds().listensOn());
    }

    /** The devices, mounts and locks that it holds. */
    public String getHolds() {
        Holdings held = process.holds();
        return new Holdings(List.of(), held.devices(), held.mounts(), held.locks()).text();
    }

    private static String joined(List<String> texts) {
        return texts.stream().map(SafeText::path).collect(Collectors.joining(", "));
    }
}
