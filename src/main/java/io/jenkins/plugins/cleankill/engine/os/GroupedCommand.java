package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command whose process moves itself into a control group before it becomes the command: no child of it can be born outside
 * of the group. Where that can't be done, the command is executed all the same.
 *
 * @param directory the group that the groups are made in
 * @param names the groups, each in the one before it; the last one is entered
 */
public record GroupedCommand(String directory, List<GroupName> names) {

    /** The number of words before the command's own. */
    public static final int ADDED = 4;

    public GroupedCommand {
        names = List.copyOf(names);
    }

    /**
     * The words to be executed. A shell looks a program up in the environment's PATH; a JVM does so in its own, and fails where
     * it finds none.
     *
     * @param command the command's own words; the first is a path
     */
    public List<String> words(List<String> command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script(), "sh"));
        words.addAll(command);
        return words;
    }

    /**
     * It assigns no variable, since one that is exported would change for the command. A group is removed when it is empty, and
     * may be so between mkdir(1) and the write: it is made twice.
     */
    private String script() {
        List<String> paths = new ArrayList<>();
        StringBuilder path = new StringBuilder(directory.equals("/") ? "" : directory);
        for (GroupName name : names) {
            path.append('/').append(name.value());
            paths.add(quoted(path.toString()));
        }
        String enter = "echo 0 >" + quoted(path + "/cgroup.procs");
        String make = "{ mkdir " + paths.stream().collect(Collectors.joining(" ")) + "; " + enter + "; }";
        return "{ " + enter + " || " + make + " || " + make + "; } 2>/dev/null; exec \"$@\"";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
