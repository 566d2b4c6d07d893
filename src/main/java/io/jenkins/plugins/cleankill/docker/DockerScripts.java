package io.jenkins.plugins.cleankill.docker;

/**
 * What is asked of {@code docker}, as scripts for {@code sh}: one launch for each. Of a container's environment only the
 * variables are told that say whose it is: the others may hold secrets.
 */
final class DockerScripts {

    /** A Go template: an object a line. A container's variables end with a null, which saves the commas. */
    static final String FORMAT = "{\"id\":{{json .Id}},\"name\":{{json .Name}},\"image\":{{json .Config.Image}},"
            + "\"created\":{{json .Created}},\"labels\":{{json .Config.Labels}},\"mounts\":{{json .Mounts}},"
            + "\"environment\":[{{range .Config.Env}}{{$name := index (split . \"=\") 0}}"
            + "{{if or (eq (printf \"%.11s\" $name) \"CLEAN_KILL_\") (eq $name \"EXECUTOR_NUMBER\")"
            + " (eq $name \"BUILD_ID\")}}{{json .}},{{end}}{{end}}null]}";

    /**
     * All that runs. {@code inspect} fails if one of them has gone meanwhile, and tells the others. The last two lines
     * tell the daemon's time and machine, and the agent's machine.
     *
     * <p>$1: {@link #FORMAT}.
     */
    static final String LOOK = """
            ids=$(docker ps --quiet --no-trunc) || exit 3
            [ -n "$ids" ] || exit 0
            docker inspect --type container --format "$1" $ids
            docker info --format 'daemon {{.SystemTime}} {{.Name}}' || exit 3
            echo "agent $(uname -n)"
            """;

    /**
     * Ends containers, and tells which run then, and the exit codes of those that don't and were not removed.
     *
     * <p>$1: the seconds between the stop signal and SIGKILL; the others: the ids. The daemon stops them side by side.
     */
    static final String STOP = """
            seconds=$1
            shift
            docker stop -t "$seconds" "$@" >/dev/null
            docker inspect --type container --format 'exit {{.Id}} {{.State.ExitCode}}' "$@" 2>/dev/null
            ids=$(docker ps --quiet --no-trunc) || exit 3
            echo running $ids
            """;

    /** Kills containers. */
    static final String KILL = "docker kill \"$@\" >/dev/null";

    private DockerScripts() {}
}
